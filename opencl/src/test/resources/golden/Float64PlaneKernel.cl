// Float64PlaneKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   __global double *dy;
   __global double *x;
   __global double *dx;
   __global double *y;
   int inner;
   int channels;
   int stride;
   int streaming;
   int share;
   int count;
   __global double *lanes;
   int chunk;
   int slices;
   int rule;
   double take;
   double keep;
   __global double *partial;
   __global double *affine;
   __global double *saved;
   int training;
   double inverseCount;
   __global double *gradient;
   __global double *state;
   int before;
   double epsilon;
   int renorm;
   double rMin;
   double rMax;
   double dMax;
   double correction;
   int after;
   int reduce;
   int apply;
   int units;
   int width;
   int forward;
   int backward;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
double org_normaudit_opencl_Float64PlaneElements__pulledBack(This *this, int i, double center, double meanDy, double slope, double weight){
   return((((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight));
}
double org_normaudit_opencl_Float64PlaneElements__normalized(This *this, int i, double center, double scale, double shift, double gamma, double beta){
   return((((((this->x[i] - center) * scale) + shift) * gamma) + beta));
}
void org_normaudit_opencl_Float64PlaneElements__rescale(This *this, int start, int end, double weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = this->dy[i] * weight;
   }
   return;
}
void org_normaudit_opencl_Float64PlaneElements__pullBack(This *this, int start, int end, double center, double meanDy, double slope, double weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = org_normaudit_opencl_Float64PlaneElements__pulledBack(this, i, center, meanDy, slope, weight);
   }
   return;
}
void org_normaudit_opencl_Float64PlaneElements__normalize(This *this, int start, int end, double center, double scale, double shift, double gamma, double beta){
   for (int i = start; i<end; i++){
      this->y[i]  = org_normaudit_opencl_Float64PlaneElements__normalized(this, i, center, scale, shift, gamma, beta);
   }
   return;
}
void org_normaudit_opencl_Float64Streams__streamDx(This *this, int i, double a, double b, double c, double d, double e, double f, double g, double h){
   this->dx[i]  = a;
   this->dx[i + 1]  = b;
   this->dx[i + 2]  = c;
   this->dx[i + 3]  = d;
   this->dx[i + 4]  = e;
   this->dx[i + 5]  = f;
   this->dx[i + 6]  = g;
   this->dx[i + 7]  = h;
   return;
}
void org_normaudit_opencl_Float64Streams__streamY(This *this, int i, double a, double b, double c, double d, double e, double f, double g, double h){
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
double org_normaudit_opencl_Float64PlaneSums__deviation(This *this, int i, double center){
   return((this->x[i] - center));
}
void org_normaudit_opencl_Float64PlaneElements__apply(This *this, int what, int start, int end, double a, double b, double c, double d, double e){
   if (what==0){
      org_normaudit_opencl_Float64PlaneElements__normalize(this, start, end, a, b, c, d, e);
   }
   if (what==1){
      org_normaudit_opencl_Float64PlaneElements__pullBack(this, start, end, a, b, c, d);
   }
   if (what==2){
      org_normaudit_opencl_Float64PlaneElements__rescale(this, start, end, a);
   }
   return;
}
void org_normaudit_opencl_Float64PlaneElements__streamRescaled(This *this, int start, int end, double weight){
   for (int i = start; i<end; i+=8){
      
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
  STREAM_TO((__global double8 *) (to), (double8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(double)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
STREAM_DX(i, (this->dy[i] * weight), (this->dy[(i + 1)] * weight), (this->dy[(i + 2)] * weight), (this->dy[(i + 3)] * weight), (this->dy[(i + 4)] * weight), (this->dy[(i + 5)] * weight), (this->dy[(i + 6)] * weight), (this->dy[(i + 7)] * weight));
   }
   return;
}
void org_normaudit_opencl_Float64PlaneElements__streamPulledBack(This *this, int start, int end, double center, double meanDy, double slope, double weight){
   for (int i = start; i<end; i+=8){
      
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
  STREAM_TO((__global double8 *) (to), (double8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(double)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
STREAM_DX(i, org_normaudit_opencl_Float64PlaneElements__pulledBack(this, i, center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 1), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 2), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 3), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 4), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 5), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 6), center, meanDy, slope, weight), org_normaudit_opencl_Float64PlaneElements__pulledBack(this, (i + 7), center, meanDy, slope, weight));
   }
   return;
}
void org_normaudit_opencl_Float64PlaneElements__streamNormalized(This *this, int start, int end, double center, double scale, double shift, double gamma, double beta){
   for (int i = start; i<end; i+=8){
      
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
  STREAM_TO((__global double8 *) (to), (double8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(double)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
STREAM_Y(i, org_normaudit_opencl_Float64PlaneElements__normalized(this, i, center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 1), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 2), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 3), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 4), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 5), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 6), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64PlaneElements__normalized(this, (i + 7), center, scale, shift, gamma, beta));
   }
   return;
}
int org_normaudit_opencl_Float64Streams__untilLineOfDx(This *this, int i){
   return(0);
}
int org_normaudit_opencl_Float64Streams__untilLineOfY(This *this, int i){
   return(0);
}
double org_normaudit_opencl_Float64PlaneSums__centered(This *this, int i, double center){
   return((this->dy[i] * org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center)));
}
double org_normaudit_opencl_Float64PlaneSums__scaled(This *this, int i, double center, double scale, double shift){
   return((this->dy[i] * ((org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center) * scale) + shift)));
}
double org_normaudit_opencl_Float64PlaneSums__square(This *this, int i, double center){
   return((org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center) * org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center)));
}
void org_normaudit_opencl_Float64PlaneElements__stream(This *this, int what, int start, int end, double a, double b, double c, double d, double e){
   int until = 0;
   if (what==0){
      until = 
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
  STREAM_TO((__global double8 *) (to), (double8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(double)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
UNTIL_LINE_Y(start);
   } else {
      until = 
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
  STREAM_TO((__global double8 *) (to), (double8) (a, b, c, d, e, f, g, h))
#define STREAM_Y(i, a, b, c, d, e, f, g, h) STREAM(this->y + (i), a, b, c, d, e, f, g, h)
#define STREAM_DX(i, a, b, c, d, e, f, g, h) STREAM(this->dx + (i), a, b, c, d, e, f, g, h)
#define UNTIL_LINE(to) ((int) (-(uintptr_t) (to) % 64 / sizeof(double)))
#define UNTIL_LINE_Y(i) UNTIL_LINE(this->y + (i))
#define UNTIL_LINE_DX(i) UNTIL_LINE(this->dx + (i))
#endif
UNTIL_LINE_DX(start);
   }
   int head = min((start + until), end);
   int tail = end - ((end - head) % 16);
   org_normaudit_opencl_Float64PlaneElements__apply(this, what, start, head, a, b, c, d, e);
   if (what==0){
      org_normaudit_opencl_Float64PlaneElements__streamNormalized(this, head, tail, a, b, c, d, e);
   }
   if (what==1){
      org_normaudit_opencl_Float64PlaneElements__streamPulledBack(this, head, tail, a, b, c, d);
   }
   if (what==2){
      org_normaudit_opencl_Float64PlaneElements__streamRescaled(this, head, tail, a);
   }
   org_normaudit_opencl_Float64PlaneElements__apply(this, what, tail, end, a, b, c, d, e);
   return;
}
int org_normaudit_opencl_Float64PlaneKernel__run(This *this, int p){
   return((this->inner - (p % this->inner)));
}
int org_normaudit_opencl_Float64PlaneKernel__element(This *this, int channel, int p){
   return((p + ((((p / this->inner) * (this->channels - 1)) + channel) * this->inner)));
}
double org_normaudit_opencl_Float64PlaneSums__centereds(This *this, int i, int j, int k, int l, double center){
   return(((org_normaudit_opencl_Float64PlaneSums__centered(this, i, center) + org_normaudit_opencl_Float64PlaneSums__centered(this, j, center)) + (org_normaudit_opencl_Float64PlaneSums__centered(this, k, center) + org_normaudit_opencl_Float64PlaneSums__centered(this, l, center))));
}
double org_normaudit_opencl_Float64PlaneSums__scaleds(This *this, int i, int j, int k, int l, double center, double scale, double shift){
   return(((org_normaudit_opencl_Float64PlaneSums__scaled(this, i, center, scale, shift) + org_normaudit_opencl_Float64PlaneSums__scaled(this, j, center, scale, shift)) + (org_normaudit_opencl_Float64PlaneSums__scaled(this, k, center, scale, shift) + org_normaudit_opencl_Float64PlaneSums__scaled(this, l, center, scale, shift))));
}
double org_normaudit_opencl_Float64PlaneSums__dys(This *this, int i, int j, int k, int l){
   return(((this->dy[i] + this->dy[j]) + (this->dy[k] + this->dy[l])));
}
int org_normaudit_opencl_Float64PlaneSums__lane(This *this, int quantity){
   return(((((get_global_id(0) / this->stride) * 3) + quantity) * 16));
}
double org_normaudit_opencl_Float64PlaneSums__squares(This *this, int i, int j, int k, int l, double center){
   return(((org_normaudit_opencl_Float64PlaneSums__square(this, i, center) + org_normaudit_opencl_Float64PlaneSums__square(this, j, center)) + (org_normaudit_opencl_Float64PlaneSums__square(this, k, center) + org_normaudit_opencl_Float64PlaneSums__square(this, l, center))));
}
double org_normaudit_opencl_Float64PlaneSums__deviations(This *this, int i, int j, int k, int l, double center){
   return(((org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center) + org_normaudit_opencl_Float64PlaneSums__deviation(this, j, center)) + (org_normaudit_opencl_Float64PlaneSums__deviation(this, k, center) + org_normaudit_opencl_Float64PlaneSums__deviation(this, l, center))));
}
double org_normaudit_opencl_Float64PlaneSums__xs(This *this, int i, int j, int k, int l){
   return(((this->x[i] + this->x[j]) + (this->x[k] + this->x[l])));
}
void org_normaudit_opencl_Float64PlaneKernel__walk(This *this, int what, int channel, int from, int to, double a, double b, double c, double d, double e){
   int p = from;
   while (p<to){
      {
         int start = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, p);
         int end = start + min(org_normaudit_opencl_Float64PlaneKernel__run(this, p), (to - p));
         if (this->streaming==1){
            org_normaudit_opencl_Float64PlaneElements__stream(this, what, start, end, a, b, c, d, e);
         } else {
            org_normaudit_opencl_Float64PlaneElements__apply(this, what, start, end, a, b, c, d, e);
         }
         p = p + (end - start);
      }
   }
   return;
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
}
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
void org_normaudit_opencl_Float64PlaneSums__addUpGradients(This *this, int a, int b, int c, int d, int n, double center, double scale, double shift){
   int sums = org_normaudit_opencl_Float64PlaneSums__lane(this, 0);
   int scaled = org_normaudit_opencl_Float64PlaneSums__lane(this, 1);
   int centered = org_normaudit_opencl_Float64PlaneSums__lane(this, 2);
   double s0 = this->lanes[sums];
   double s1 = this->lanes[(sums + 1)];
   double s2 = this->lanes[(sums + 2)];
   double s3 = this->lanes[(sums + 3)];
   double s4 = this->lanes[(sums + 4)];
   double s5 = this->lanes[(sums + 5)];
   double s6 = this->lanes[(sums + 6)];
   double s7 = this->lanes[(sums + 7)];
   double h0 = this->lanes[scaled];
   double h1 = this->lanes[(scaled + 1)];
   double h2 = this->lanes[(scaled + 2)];
   double h3 = this->lanes[(scaled + 3)];
   double h4 = this->lanes[(scaled + 4)];
   double h5 = this->lanes[(scaled + 5)];
   double h6 = this->lanes[(scaled + 6)];
   double h7 = this->lanes[(scaled + 7)];
   double q0 = this->lanes[centered];
   double q1 = this->lanes[(centered + 1)];
   double q2 = this->lanes[(centered + 2)];
   double q3 = this->lanes[(centered + 3)];
   double q4 = this->lanes[(centered + 4)];
   double q5 = this->lanes[(centered + 5)];
   double q6 = this->lanes[(centered + 6)];
   double q7 = this->lanes[(centered + 7)];
   double sRest = this->lanes[(sums + 8)];
   double hRest = this->lanes[(scaled + 8)];
   double qRest = this->lanes[(centered + 8)];
   int blocks = n - (n % 8);
   for (int p = 0; p<blocks; p+=8){
      {
         int i = a + p;
         int j = b + p;
         int k = c + p;
         int l = d + p;
         s0 = s0 + org_normaudit_opencl_Float64PlaneSums__dys(this, i, j, k, l);
         s1 = s1 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 1), (j + 1), (k + 1), (l + 1));
         s2 = s2 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 2), (j + 2), (k + 2), (l + 2));
         s3 = s3 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 3), (j + 3), (k + 3), (l + 3));
         s4 = s4 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 4), (j + 4), (k + 4), (l + 4));
         s5 = s5 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 5), (j + 5), (k + 5), (l + 5));
         s6 = s6 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 6), (j + 6), (k + 6), (l + 6));
         s7 = s7 + org_normaudit_opencl_Float64PlaneSums__dys(this, (i + 7), (j + 7), (k + 7), (l + 7));
         h0 = h0 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, i, j, k, l, center, scale, shift);
         h1 = h1 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 1), (j + 1), (k + 1), (l + 1), center, scale, shift);
         h2 = h2 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 2), (j + 2), (k + 2), (l + 2), center, scale, shift);
         h3 = h3 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 3), (j + 3), (k + 3), (l + 3), center, scale, shift);
         h4 = h4 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 4), (j + 4), (k + 4), (l + 4), center, scale, shift);
         h5 = h5 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 5), (j + 5), (k + 5), (l + 5), center, scale, shift);
         h6 = h6 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 6), (j + 6), (k + 6), (l + 6), center, scale, shift);
         h7 = h7 + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (i + 7), (j + 7), (k + 7), (l + 7), center, scale, shift);
         q0 = q0 + org_normaudit_opencl_Float64PlaneSums__centereds(this, i, j, k, l, center);
         q1 = q1 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 1), (j + 1), (k + 1), (l + 1), center);
         q2 = q2 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 2), (j + 2), (k + 2), (l + 2), center);
         q3 = q3 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 3), (j + 3), (k + 3), (l + 3), center);
         q4 = q4 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 4), (j + 4), (k + 4), (l + 4), center);
         q5 = q5 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 5), (j + 5), (k + 5), (l + 5), center);
         q6 = q6 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 6), (j + 6), (k + 6), (l + 6), center);
         q7 = q7 + org_normaudit_opencl_Float64PlaneSums__centereds(this, (i + 7), (j + 7), (k + 7), (l + 7), center);
      }
   }
   for (int p = blocks; p<n; p++){
      sRest = sRest + org_normaudit_opencl_Float64PlaneSums__dys(this, (a + p), (b + p), (c + p), (d + p));
      hRest = hRest + org_normaudit_opencl_Float64PlaneSums__scaleds(this, (a + p), (b + p), (c + p), (d + p), center, scale, shift);
      qRest = qRest + org_normaudit_opencl_Float64PlaneSums__centereds(this, (a + p), (b + p), (c + p), (d + p), center);
   }
   this->lanes[sums]  = s0;
   this->lanes[sums + 1]  = s1;
   this->lanes[sums + 2]  = s2;
   this->lanes[sums + 3]  = s3;
   this->lanes[sums + 4]  = s4;
   this->lanes[sums + 5]  = s5;
   this->lanes[sums + 6]  = s6;
   this->lanes[sums + 7]  = s7;
   this->lanes[scaled]  = h0;
   this->lanes[scaled + 1]  = h1;
   this->lanes[scaled + 2]  = h2;
   this->lanes[scaled + 3]  = h3;
   this->lanes[scaled + 4]  = h4;
   this->lanes[scaled + 5]  = h5;
   this->lanes[scaled + 6]  = h6;
   this->lanes[scaled + 7]  = h7;
   this->lanes[centered]  = q0;
   this->lanes[centered + 1]  = q1;
   this->lanes[centered + 2]  = q2;
   this->lanes[centered + 3]  = q3;
   this->lanes[centered + 4]  = q4;
   this->lanes[centered + 5]  = q5;
   this->lanes[centered + 6]  = q6;
   this->lanes[centered + 7]  = q7;
   this->lanes[sums + 8]  = sRest;
   this->lanes[scaled + 8]  = hRest;
   this->lanes[centered + 8]  = qRest;
   return;
}
void org_normaudit_opencl_Float64PlaneSums__addUpDeviations(This *this, int a, int b, int c, int d, int n, double center){
   int sums = org_normaudit_opencl_Float64PlaneSums__lane(this, 0);
   int squares = org_normaudit_opencl_Float64PlaneSums__lane(this, 1);
   double s0 = this->lanes[sums];
   double s1 = this->lanes[(sums + 1)];
   double s2 = this->lanes[(sums + 2)];
   double s3 = this->lanes[(sums + 3)];
   double s4 = this->lanes[(sums + 4)];
   double s5 = this->lanes[(sums + 5)];
   double s6 = this->lanes[(sums + 6)];
   double s7 = this->lanes[(sums + 7)];
   double q0 = this->lanes[squares];
   double q1 = this->lanes[(squares + 1)];
   double q2 = this->lanes[(squares + 2)];
   double q3 = this->lanes[(squares + 3)];
   double q4 = this->lanes[(squares + 4)];
   double q5 = this->lanes[(squares + 5)];
   double q6 = this->lanes[(squares + 6)];
   double q7 = this->lanes[(squares + 7)];
   double sRest = this->lanes[(sums + 8)];
   double qRest = this->lanes[(squares + 8)];
   int blocks = n - (n % 8);
   for (int p = 0; p<blocks; p+=8){
      {
         int i = a + p;
         int j = b + p;
         int k = c + p;
         int l = d + p;
         s0 = s0 + org_normaudit_opencl_Float64PlaneSums__deviations(this, i, j, k, l, center);
         s1 = s1 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 1), (j + 1), (k + 1), (l + 1), center);
         s2 = s2 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 2), (j + 2), (k + 2), (l + 2), center);
         s3 = s3 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 3), (j + 3), (k + 3), (l + 3), center);
         s4 = s4 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 4), (j + 4), (k + 4), (l + 4), center);
         s5 = s5 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 5), (j + 5), (k + 5), (l + 5), center);
         s6 = s6 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 6), (j + 6), (k + 6), (l + 6), center);
         s7 = s7 + org_normaudit_opencl_Float64PlaneSums__deviations(this, (i + 7), (j + 7), (k + 7), (l + 7), center);
         q0 = q0 + org_normaudit_opencl_Float64PlaneSums__squares(this, i, j, k, l, center);
         q1 = q1 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 1), (j + 1), (k + 1), (l + 1), center);
         q2 = q2 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 2), (j + 2), (k + 2), (l + 2), center);
         q3 = q3 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 3), (j + 3), (k + 3), (l + 3), center);
         q4 = q4 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 4), (j + 4), (k + 4), (l + 4), center);
         q5 = q5 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 5), (j + 5), (k + 5), (l + 5), center);
         q6 = q6 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 6), (j + 6), (k + 6), (l + 6), center);
         q7 = q7 + org_normaudit_opencl_Float64PlaneSums__squares(this, (i + 7), (j + 7), (k + 7), (l + 7), center);
      }
   }
   for (int p = blocks; p<n; p++){
      sRest = sRest + org_normaudit_opencl_Float64PlaneSums__deviations(this, (a + p), (b + p), (c + p), (d + p), center);
      qRest = qRest + org_normaudit_opencl_Float64PlaneSums__squares(this, (a + p), (b + p), (c + p), (d + p), center);
   }
   this->lanes[sums]  = s0;
   this->lanes[sums + 1]  = s1;
   this->lanes[sums + 2]  = s2;
   this->lanes[sums + 3]  = s3;
   this->lanes[sums + 4]  = s4;
   this->lanes[sums + 5]  = s5;
   this->lanes[sums + 6]  = s6;
   this->lanes[sums + 7]  = s7;
   this->lanes[squares]  = q0;
   this->lanes[squares + 1]  = q1;
   this->lanes[squares + 2]  = q2;
   this->lanes[squares + 3]  = q3;
   this->lanes[squares + 4]  = q4;
   this->lanes[squares + 5]  = q5;
   this->lanes[squares + 6]  = q6;
   this->lanes[squares + 7]  = q7;
   this->lanes[sums + 8]  = sRest;
   this->lanes[squares + 8]  = qRest;
   return;
}
void org_normaudit_opencl_Float64PlaneSums__addUp(This *this, int a, int b, int c, int d, int n){
   int sums = org_normaudit_opencl_Float64PlaneSums__lane(this, 0);
   double s0 = this->lanes[sums];
   double s1 = this->lanes[(sums + 1)];
   double s2 = this->lanes[(sums + 2)];
   double s3 = this->lanes[(sums + 3)];
   double s4 = this->lanes[(sums + 4)];
   double s5 = this->lanes[(sums + 5)];
   double s6 = this->lanes[(sums + 6)];
   double s7 = this->lanes[(sums + 7)];
   double sRest = this->lanes[(sums + 8)];
   int blocks = n - (n % 8);
   for (int p = 0; p<blocks; p+=8){
      {
         int i = a + p;
         int j = b + p;
         int k = c + p;
         int l = d + p;
         s0 = s0 + org_normaudit_opencl_Float64PlaneSums__xs(this, i, j, k, l);
         s1 = s1 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 1), (j + 1), (k + 1), (l + 1));
         s2 = s2 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 2), (j + 2), (k + 2), (l + 2));
         s3 = s3 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 3), (j + 3), (k + 3), (l + 3));
         s4 = s4 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 4), (j + 4), (k + 4), (l + 4));
         s5 = s5 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 5), (j + 5), (k + 5), (l + 5));
         s6 = s6 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 6), (j + 6), (k + 6), (l + 6));
         s7 = s7 + org_normaudit_opencl_Float64PlaneSums__xs(this, (i + 7), (j + 7), (k + 7), (l + 7));
      }
   }
   for (int p = blocks; p<n; p++){
      sRest = sRest + org_normaudit_opencl_Float64PlaneSums__xs(this, (a + p), (b + p), (c + p), (d + p));
   }
   this->lanes[sums]  = s0;
   this->lanes[sums + 1]  = s1;
   this->lanes[sums + 2]  = s2;
   this->lanes[sums + 3]  = s3;
   this->lanes[sums + 4]  = s4;
   this->lanes[sums + 5]  = s5;
   this->lanes[sums + 6]  = s6;
   this->lanes[sums + 7]  = s7;
   this->lanes[sums + 8]  = sRest;
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__walkBack(This *this, int what, int channel, int slice, double a, double b, double c, double d, double e){
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = first + ((((last - first) - 1) / this->chunk) * this->chunk); from>=first; from = from - this->chunk){
      org_normaudit_opencl_Float64PlaneKernel__walk(this, what, channel, from, min((from + this->chunk), last), a, b, c, d, e);
   }
   return;
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
double org_normaudit_opencl_Float64PlaneSums__total(This *this, int quantity){
   int lane = org_normaudit_opencl_Float64PlaneSums__lane(this, quantity);
   double sum = 0.0;
   for (int k = 0; k<9; k++){
      sum = sum + this->lanes[(lane + k)];
   }
   return(sum);
}
void org_normaudit_opencl_Float64PlaneKernel__sum(This *this, int what, int channel, int from, int to, double center, double scale, double shift){
   int p = from;
   int sums = org_normaudit_opencl_Float64PlaneSums__lane(this, 0) + 8;
   while ((to - p)>=4){
      {
         int strand = (to - p) / 4;
         if (strand>this->inner){
            strand = strand - (strand % this->inner);
         }
         int last = p + strand;
         while (p<last){
            {
               int q = p + strand;
               int r = q + strand;
               int s = r + strand;
               int n = min(min((last - p), org_normaudit_opencl_Float64PlaneKernel__run(this, p)), min(org_normaudit_opencl_Float64PlaneKernel__run(this, q), min(org_normaudit_opencl_Float64PlaneKernel__run(this, r), org_normaudit_opencl_Float64PlaneKernel__run(this, s))));
               int a = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, p);
               int b = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, q);
               int c = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, r);
               int d = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, s);
               if (what==0){
                  org_normaudit_opencl_Float64PlaneSums__addUp(this, a, b, c, d, n);
               }
               if (what==1){
                  org_normaudit_opencl_Float64PlaneSums__addUpDeviations(this, a, b, c, d, n, center);
               }
               if (what==2){
                  org_normaudit_opencl_Float64PlaneSums__addUpGradients(this, a, b, c, d, n, center, scale, shift);
               }
               p = p + n;
            }
         }
         p = p + (3 * strand);
      }
   }
   while (p<to){
      {
         int i = org_normaudit_opencl_Float64PlaneKernel__element(this, channel, p);
         if (what==0){
            this->lanes[sums]  = this->lanes[sums] + this->x[i];
         }
         if (what==1){
            this->lanes[sums]  = this->lanes[sums] + org_normaudit_opencl_Float64PlaneSums__deviation(this, i, center);
            this->lanes[sums + 16]  = this->lanes[sums + 16] + org_normaudit_opencl_Float64PlaneSums__square(this, i, center);
         }
         if (what==2){
            this->lanes[sums]  = this->lanes[sums] + this->dy[i];
            this->lanes[sums + 16]  = this->lanes[sums + 16] + org_normaudit_opencl_Float64PlaneSums__scaled(this, i, center, scale, shift);
            this->lanes[sums + 32]  = this->lanes[sums + 32] + org_normaudit_opencl_Float64PlaneSums__centered(this, i, center);
         }
         p++;
      }
   }
   return;
}
void org_normaudit_opencl_Float64PlaneSums__clear(This *this){
   int lane = org_normaudit_opencl_Float64PlaneSums__lane(this, 0);
   for (int k = 0; k<48; k++){
      this->lanes[lane + k]  = 0.0;
   }
   return;
}
double org_normaudit_opencl_Float64Kernel__follow(This *this, double old, double batch){
   double next = old;
   if (this->rule==1){
      next = old + (this->take * (batch - old));
   }
   if (this->rule==2){
      next = (this->keep * old) + (this->take * batch);
   }
   return(next);
}
double org_normaudit_opencl_Float64Kernel__clip(This *this, double value, double low, double high){
   double result = value;
   if (value<low){
      result = low;
   }
   if (value>high){
      result = high;
   }
   return(result);
}
void org_normaudit_opencl_Float64Kernel__merge(This *this, int at, int row, double earlier, double n, double high, double low, double deviations){
   double base = high;
   double step = low;
   double total = deviations;
   if (earlier>0.0){
      double weight = n / (earlier + n);
      double delta = (high - this->partial[at]) + (low - this->partial[(at + row)]);
      base = this->partial[at];
      step = this->partial[(at + row)] + (delta * weight);
      total = this->partial[(at + (2 * row))] + (deviations + (((delta * delta) * earlier) * weight));
   }
   double mean = base + step;
   double part = mean - base;
   double error = (base - (mean - part)) + (step - part);
   this->partial[at]  = mean;
   this->partial[at + row]  = error;
   this->partial[at + (2 * row)]  = total;
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__pullBackAll(This *this, int channel, int slice){
   double weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   if (this->training==1){
      org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 1, channel, slice, this->saved[((0 * this->channels) + channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], weight, 0.0);
   } else {
      org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 2, channel, slice, weight, 0.0, 0.0, 0.0, 0.0);
   }
   return;
}
void org_normaudit_opencl_Float64Kernel__finishBackward(This *this, int channel, int slice){
   double dbeta = 0.0;
   double dgamma = 0.0;
   double projection = 0.0;
   for (int s = 0; s<this->slices; s++){
      dbeta = dbeta + this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, s, channel)];
      dgamma = dgamma + this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, s, channel)];
      projection = projection + this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, s, channel)];
   }
   double inverse = this->saved[((3 * this->channels) + channel)];
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)]  = dbeta * this->inverseCount;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)]  = ((projection * inverse) * this->inverseCount) * inverse;
   if (slice==0){
      this->gradient[channel]  = dgamma;
      this->gradient[this->channels + channel]  = dbeta;
   }
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__gradients(This *this, int channel, int slice){
   double center = this->saved[((0 * this->channels) + channel)];
   double scale = this->saved[((1 * this->channels) + channel)];
   double shift = this->saved[((2 * this->channels) + channel)];
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   double dbeta = 0.0;
   double dgamma = 0.0;
   double projection = 0.0;
   for (int from = org_normaudit_opencl_LayerKernel__firstOf(this, slice); from<last; from = from + this->chunk){
      org_normaudit_opencl_Float64PlaneSums__clear(this);
      org_normaudit_opencl_Float64PlaneKernel__sum(this, 2, channel, from, min((from + this->chunk), last), center, scale, shift);
      dbeta = dbeta + org_normaudit_opencl_Float64PlaneSums__total(this, 0);
      dgamma = dgamma + org_normaudit_opencl_Float64PlaneSums__total(this, 1);
      projection = projection + org_normaudit_opencl_Float64PlaneSums__total(this, 2);
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = dbeta;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = dgamma;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = projection;
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__normalizeAll(This *this, int channel, int slice){
   org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 0, channel, slice, this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)], this->affine[channel], this->affine[(this->channels + channel)]);
   return;
}
void org_normaudit_opencl_Float64Kernel__finishForward(This *this, int channel, int slice){
   double mean = this->state[(this->before + channel)];
   double spread = this->state[((this->before + this->channels) + channel)];
   double sigma = spread;
   double variance = 0.0;
   double r = 1.0;
   double d = 0.0;
   if (this->training==1){
      int row = this->slices * this->channels;
      int whole = org_normaudit_opencl_LayerKernel__at(this, 3, slice, channel);
      for (int s = 0; s<this->slices; s++){
         {
            int of = org_normaudit_opencl_LayerKernel__at(this, 0, s, channel);
            double n = (double)(org_normaudit_opencl_LayerKernel__lastOf(this, s) - org_normaudit_opencl_LayerKernel__firstOf(this, s));
            org_normaudit_opencl_Float64Kernel__merge(this, whole, row, (double)org_normaudit_opencl_LayerKernel__firstOf(this, s), n, this->partial[of], this->partial[(of + row)], this->partial[(of + (2 * row))]);
         }
      }
      mean = this->partial[whole];
      variance = this->partial[(whole + (2 * row))] * this->inverseCount;
      sigma = sqrt((variance + this->epsilon));
      if (this->renorm==1){
         r = org_normaudit_opencl_Float64Kernel__clip(this, (sigma / spread), this->rMin, this->rMax);
         d = org_normaudit_opencl_Float64Kernel__clip(this, ((mean - this->state[(this->before + channel)]) / spread), -this->dMax, this->dMax);
      }
   } else {
      if (this->renorm==0){
         sigma = sqrt((spread + this->epsilon));
      }
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)]  = mean;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)]  = r / sigma;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)]  = d;
   if (slice==0){
      this->saved[(0 * this->channels) + channel]  = mean;
      this->saved[(1 * this->channels) + channel]  = r / sigma;
      this->saved[(2 * this->channels) + channel]  = d;
      this->saved[(3 * this->channels) + channel]  = 1.0 / sigma;
      this->saved[(4 * this->channels) + channel]  = r;
      if (this->training==1){
         double kept = variance * this->correction;
         if (this->renorm==1){
            kept = sqrt((kept + this->epsilon));
         }
         this->state[this->after + channel]  = org_normaudit_opencl_Float64Kernel__follow(this, this->state[(this->before + channel)], mean);
         this->state[(this->after + this->channels) + channel]  = org_normaudit_opencl_Float64Kernel__follow(this, spread, kept);
      }
   }
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__moments(This *this, int channel, int slice){
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = first; from<last; from = from + this->chunk){
      {
         int to = min((from + this->chunk), last);
         double n = (double)(to - from);
         double center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)];
         if (from==first){
            org_normaudit_opencl_Float64PlaneSums__clear(this);
            org_normaudit_opencl_Float64PlaneKernel__sum(this, 0, channel, from, to, 0.0, 0.0, 0.0);
            center = org_normaudit_opencl_Float64PlaneSums__total(this, 0) / n;
         }
         org_normaudit_opencl_Float64PlaneSums__clear(this);
         org_normaudit_opencl_Float64PlaneKernel__sum(this, 1, channel, from, to, center, 0.0, 0.0);
         double rest = org_normaudit_opencl_Float64PlaneSums__total(this, 0);
         double low = rest / n;
         org_normaudit_opencl_Float64Kernel__merge(this, org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel), (this->slices * this->channels), (double)(from - first), n, center, low, (org_normaudit_opencl_Float64PlaneSums__total(this, 1) - (rest * low)));
      }
   }
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__backward(This *this, int channel, int slice){
   if (this->reduce==1){
      org_normaudit_opencl_Float64PlaneKernel__gradients(this, channel, slice);
   }
   if (this->apply==1){
      org_normaudit_opencl_Float64Kernel__finishBackward(this, channel, slice);
      org_normaudit_opencl_Float64PlaneKernel__pullBackAll(this, channel, slice);
   }
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__forward(This *this, int channel, int slice){
   if (this->reduce==1 && this->training==1){
      org_normaudit_opencl_Float64PlaneKernel__moments(this, channel, slice);
   }
   if (this->apply==1){
      org_normaudit_opencl_Float64Kernel__finishForward(this, channel, slice);
      org_normaudit_opencl_Float64PlaneKernel__normalizeAll(this, channel, slice);
   }
   return;
}
int org_normaudit_opencl_LayerKernel__unit(This *this){
   int unit = get_global_id(0) / this->stride;
   if ((unit * this->stride)!=get_global_id(0)){
      unit = this->units;
   }
   return(unit);
}
__kernel void run(
   __global double *dy, 
   __global double *x, 
   __global double *dx, 
   __global double *y, 
   int inner, 
   int channels, 
   int stride, 
   int streaming, 
   int share, 
   int count, 
   __global double *lanes, 
   int chunk, 
   int slices, 
   int rule, 
   double take, 
   double keep, 
   __global double *partial, 
   __global double *affine, 
   __global double *saved, 
   int training, 
   double inverseCount, 
   __global double *gradient, 
   __global double *state, 
   int before, 
   double epsilon, 
   int renorm, 
   double rMin, 
   double rMax, 
   double dMax, 
   double correction, 
   int after, 
   int reduce, 
   int apply, 
   int units, 
   int width, 
   int forward, 
   int backward, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->dy = dy;
   this->x = x;
   this->dx = dx;
   this->y = y;
   this->inner = inner;
   this->channels = channels;
   this->stride = stride;
   this->streaming = streaming;
   this->share = share;
   this->count = count;
   this->lanes = lanes;
   this->chunk = chunk;
   this->slices = slices;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->affine = affine;
   this->saved = saved;
   this->training = training;
   this->inverseCount = inverseCount;
   this->gradient = gradient;
   this->state = state;
   this->before = before;
   this->epsilon = epsilon;
   this->renorm = renorm;
   this->rMin = rMin;
   this->rMax = rMax;
   this->dMax = dMax;
   this->correction = correction;
   this->after = after;
   this->reduce = reduce;
   this->apply = apply;
   this->units = units;
   this->width = width;
   this->forward = forward;
   this->backward = backward;
   this->passid = passid;
   {
      int unit = org_normaudit_opencl_LayerKernel__unit(this);
      if (unit<this->units){
         int block = unit / this->slices;
         int slice = unit - (block * this->slices);
         int last = min(((block * this->width) + this->width), this->channels);
         for (int channel = block * this->width; channel<last; channel++){
            if (this->forward==1){
               org_normaudit_opencl_Float64PlaneKernel__forward(this, channel, slice);
            }
            if (this->backward==1){
               org_normaudit_opencl_Float64PlaneKernel__backward(this, channel, slice);
            }
         }
      }
      return;
   }
}
