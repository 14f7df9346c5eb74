// Float32CopyKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
typedef struct This_s{
   __global float *y;
   __global float *x;
   int run;
   int count;
   int streaming;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
void org_normaudit_opencl_Float32CopyKernel__stream(This *this, int i, float a, float b, float c, float d, float e, float f, float g, float h){
   this->y[i]  = a;
   this->y[i + 1]  = b;
   this->y[i + 2]  = c;
   this->y[i + 3]  = d;
   this->y[i + 4]  = e;
   this->y[i + 5]  = f;
   this->y[i + 6]  = g;
   this->y[i + 7]  = h;
   return;
}
void org_normaudit_opencl_Float32CopyKernel__copy(This *this, int from, int to){
   for (int i = from; i<to; i++){
      this->y[i]  = this->x[i];
   }
   return;
}
int org_normaudit_opencl_Float32CopyKernel__untilLine(This *this, int i){
   return(0);
}
__kernel void run(
   __global float *y, 
   __global float *x, 
   int run, 
   int count, 
   int streaming, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->y = y;
   this->x = x;
   this->run = run;
   this->count = count;
   this->streaming = streaming;
   this->passid = passid;
   {
      int from = get_global_id(0) * this->run;
      int to = min((from + this->run), this->count);
      if (this->streaming==1){
         {
            int until = 
#ifndef STREAM
#ifdef __has_builtin
#if __has_builtin(__builtin_nontemporal_store)
#define STREAM_TO(to, value) __builtin_nontemporal_store(value, to)
#endif
#endif
#ifndef STREAM_TO
#define STREAM_TO(to, value) *(to) = (value)
#endif
#define STREAM(to, a, b, c, d, e, f, g, h) \
  STREAM_TO((__global float8 *) (to), (float8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(float)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
UNTIL_LINE_Y(from);
            int head = min((from + until), to);
            int tail = to - ((to - head) % 16);
            org_normaudit_opencl_Float32CopyKernel__copy(this, from, head);
            for (int i = head; i<tail; i+=8){
               
#ifndef STREAM
#ifdef __has_builtin
#if __has_builtin(__builtin_nontemporal_store)
#define STREAM_TO(to, value) __builtin_nontemporal_store(value, to)
#endif
#endif
#ifndef STREAM_TO
#define STREAM_TO(to, value) *(to) = (value)
#endif
#define STREAM(to, a, b, c, d, e, f, g, h) \
  STREAM_TO((__global float8 *) (to), (float8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(float)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
STREAM_Y(i, this->x[i], this->x[(i + 1)], this->x[(i + 2)], this->x[(i + 3)], this->x[(i + 4)], this->x[(i + 5)], this->x[(i + 6)], this->x[(i + 7)]);
            }
            org_normaudit_opencl_Float32CopyKernel__copy(this, tail, to);
         }
      } else {
         org_normaudit_opencl_Float32CopyKernel__copy(this, from, to);
      }
      return;
   }
}
