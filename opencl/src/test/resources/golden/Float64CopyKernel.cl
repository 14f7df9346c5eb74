// Float64CopyKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   int run;
   int count;
   __global double *y;
   __global double *x;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
__kernel void run(
   int run, 
   int count, 
   __global double *y, 
   __global double *x, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->run = run;
   this->count = count;
   this->y = y;
   this->x = x;
   this->passid = passid;
   {
      int from = get_global_id(0) * this->run;
      int to = min((from + this->run), this->count);
      for (int i = from; i<to; i++){
         this->y[i]  = this->x[i];
      }
      return;
   }
}
