// Float64RowKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   int stride;
   int units;
   __global double *dy;
   __global double *lanes;
   int width;
   int fold;
   __global double *x;
   __global double *dx;
   __global double *y;
   int share;
   int count;
   int streaming;
   int channels;
   int slices;
   __global double *affine;
   __global double *saved;
   int rule;
   double take;
   double keep;
   __global double *partial;
   int training;
   double inverseCount;
   __global double *gradient;
   int chunk;
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
   int forward;
   int backward;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
int org_normaudit_opencl_LayerKernel__unit(This *this){
   int unit = get_global_id(0) / this->stride;
   if ((unit * this->stride)!=get_global_id(0)){
      unit = this->units;
   }
   return(unit);
}
double org_normaudit_opencl_Float64RowElements__rescaled(This *this, int i, int j, int weight){
   return((this->dy[(i + j)] * this->lanes[(weight + j)]));
}
int org_normaudit_opencl_Float64RowSums__table(This *this, int which){
   return((((org_normaudit_opencl_LayerKernel__unit(this) * 8) + which) * ((this->width * this->fold) + 16)));
}
double org_normaudit_opencl_Float64RowElements__pulledBack(This *this, int i, int j, int center, int mean, int slope, int weight){
   return((((this->dy[(i + j)] - this->lanes[(mean + j)]) - ((this->x[(i + j)] - this->lanes[(center + j)]) * this->lanes[(slope + j)])) * this->lanes[(weight + j)]));
}
double org_normaudit_opencl_Float64RowElements__normalized(This *this, int i, int j, int center, int scale, int shift, int gamma, int beta){
   return((((((this->x[(i + j)] - this->lanes[(center + j)]) * this->lanes[(scale + j)]) + this->lanes[(shift + j)]) * this->lanes[(gamma + j)]) + this->lanes[(beta + j)]));
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
void org_normaudit_opencl_Float64RowElements__rescaleRow(This *this, int i, int from, int to){
   int weight = org_normaudit_opencl_Float64RowSums__table(this, 4);
   for (int j = from; j<to; j++){
      this->dx[i + j]  = org_normaudit_opencl_Float64RowElements__rescaled(this, i, j, weight);
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__pullBackRow(This *this, int i, int from, int to){
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int mean = org_normaudit_opencl_Float64RowSums__table(this, 5);
   int slope = org_normaudit_opencl_Float64RowSums__table(this, 6);
   int weight = org_normaudit_opencl_Float64RowSums__table(this, 4);
   for (int j = from; j<to; j++){
      this->dx[i + j]  = org_normaudit_opencl_Float64RowElements__pulledBack(this, i, j, center, mean, slope, weight);
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__normalizeRow(This *this, int i, int from, int to){
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int scale = org_normaudit_opencl_Float64RowSums__table(this, 4);
   int shift = org_normaudit_opencl_Float64RowSums__table(this, 5);
   int gamma = org_normaudit_opencl_Float64RowSums__table(this, 6);
   int beta = org_normaudit_opencl_Float64RowSums__table(this, 7);
   for (int j = from; j<to; j++){
      this->y[i + j]  = org_normaudit_opencl_Float64RowElements__normalized(this, i, j, center, scale, shift, gamma, beta);
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__streamRescaled(This *this, int i, int from, int to){
   int weight = org_normaudit_opencl_Float64RowSums__table(this, 4);
   for (int j = from; j<to; j+=8){
      
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
STREAM_DX((i + j), org_normaudit_opencl_Float64RowElements__rescaled(this, i, j, weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 1), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 2), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 3), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 4), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 5), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 6), weight), org_normaudit_opencl_Float64RowElements__rescaled(this, i, (j + 7), weight));
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__streamPulledBack(This *this, int i, int from, int to){
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int mean = org_normaudit_opencl_Float64RowSums__table(this, 5);
   int slope = org_normaudit_opencl_Float64RowSums__table(this, 6);
   int weight = org_normaudit_opencl_Float64RowSums__table(this, 4);
   for (int j = from; j<to; j+=8){
      
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
STREAM_DX((i + j), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, j, center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 1), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 2), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 3), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 4), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 5), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 6), center, mean, slope, weight), org_normaudit_opencl_Float64RowElements__pulledBack(this, i, (j + 7), center, mean, slope, weight));
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__streamNormalized(This *this, int i, int from, int to){
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int scale = org_normaudit_opencl_Float64RowSums__table(this, 4);
   int shift = org_normaudit_opencl_Float64RowSums__table(this, 5);
   int gamma = org_normaudit_opencl_Float64RowSums__table(this, 6);
   int beta = org_normaudit_opencl_Float64RowSums__table(this, 7);
   for (int j = from; j<to; j+=8){
      
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
STREAM_Y((i + j), org_normaudit_opencl_Float64RowElements__normalized(this, i, j, center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 1), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 2), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 3), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 4), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 5), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 6), center, scale, shift, gamma, beta), org_normaudit_opencl_Float64RowElements__normalized(this, i, (j + 7), center, scale, shift, gamma, beta));
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__applyRow(This *this, int what, int i, int from, int to){
   if (what==0){
      org_normaudit_opencl_Float64RowElements__normalizeRow(this, i, from, to);
   }
   if (what==1){
      org_normaudit_opencl_Float64RowElements__pullBackRow(this, i, from, to);
   }
   if (what==2){
      org_normaudit_opencl_Float64RowElements__rescaleRow(this, i, from, to);
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__streamRow(This *this, int what, int i, int from, int to){
   if (what==0){
      org_normaudit_opencl_Float64RowElements__streamNormalized(this, i, from, to);
   }
   if (what==1){
      org_normaudit_opencl_Float64RowElements__streamPulledBack(this, i, from, to);
   }
   if (what==2){
      org_normaudit_opencl_Float64RowElements__streamRescaled(this, i, from, to);
   }
   return;
}
int org_normaudit_opencl_Float64Streams__untilLineOfDx(This *this, int i){
   return(0);
}
int org_normaudit_opencl_Float64Streams__untilLineOfY(This *this, int i){
   return(0);
}
void org_normaudit_opencl_Float64RowElements__stream(This *this, int what, int start, int end, int row){
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
   int head = min(until, (end - start));
   int lined = end - (((end - start) - head) % 16);
   org_normaudit_opencl_Float64RowElements__applyRow(this, what, start, 0, head);
   for (int i = start; i<lined; i = i + min(row, (lined - i))){
      {
         int from = (16 - ((((i - start) + 16) - head) % 16)) % 16;
         int to = from + (((((min(row, (lined - i)) - from) + 16) - 1) / 16) * 16);
         org_normaudit_opencl_Float64RowElements__streamRow(this, what, i, from, to);
      }
   }
   int at = start + (((lined - start) / row) * row);
   org_normaudit_opencl_Float64RowElements__applyRow(this, what, at, (lined - at), (end - at));
   return;
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
}
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
void org_normaudit_opencl_Float64RowKernel__repeat(This *this, int table, int row){
   if (this->streaming==1){
      for (int j = 0; j<16; j++){
         this->lanes[(table + row) + j]  = this->lanes[(table + j)];
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowSums__clear(This *this, int table, int n){
   for (int j = 0; j<n; j++){
      this->lanes[table + j]  = 0.0;
   }
   return;
}
void org_normaudit_opencl_Float64RowElements__apply(This *this, int what, int first, int n, int slice){
   int start = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   if (this->streaming==1 && n==this->channels){
      org_normaudit_opencl_Float64RowElements__stream(this, what, (start * this->channels), (last * this->channels), (n * this->fold));
   } else {
      for (int p = start; p<last; p = p + this->fold){
         org_normaudit_opencl_Float64RowElements__applyRow(this, what, ((p * this->channels) + first), 0, (min(this->fold, (last - p)) * n));
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__spread(This *this, int table,  __global double* values, int from, int n){
   for (int f = 0; f<this->fold; f++){
      for (int c = 0; c<n; c++){
         this->lanes[(table + (f * n)) + c]  = values[(from + c)];
      }
   }
   org_normaudit_opencl_Float64RowKernel__repeat(this, table, (n * this->fold));
   return;
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
void org_normaudit_opencl_Float64RowKernel__spreadWeights(This *this, int first, int n){
   int weight = org_normaudit_opencl_Float64RowSums__table(this, 4);
   for (int f = 0; f<this->fold; f++){
      for (int c = 0; c<n; c++){
         this->lanes[(weight + (f * n)) + c]  = this->affine[(first + c)] * this->saved[(((1 * this->channels) + first) + c)];
      }
   }
   org_normaudit_opencl_Float64RowKernel__repeat(this, weight, (n * this->fold));
   return;
}
double org_normaudit_opencl_Float64RowKernel__total(This *this, int table, int n, int c){
   double sum = this->lanes[(table + c)];
   for (int f = 1; f<this->fold; f++){
      sum = sum + this->lanes[((table + (f * n)) + c)];
   }
   return(sum);
}
void org_normaudit_opencl_Float64RowSums__addUpGradients(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowSums__table(this, 0);
   int scaled = org_normaudit_opencl_Float64RowSums__table(this, 1);
   int product = org_normaudit_opencl_Float64RowSums__table(this, 2);
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int scale = org_normaudit_opencl_Float64RowSums__table(this, 4);
   int shift = org_normaudit_opencl_Float64RowSums__table(this, 5);
   org_normaudit_opencl_Float64RowSums__clear(this, sum, (n * this->fold));
   org_normaudit_opencl_Float64RowSums__clear(this, scaled, (n * this->fold));
   org_normaudit_opencl_Float64RowSums__clear(this, product, (n * this->fold));
   int strand = ((to - from) / (2 * this->fold)) * this->fold;
   int apart = strand * this->channels;
   int p = from;
   while (p<(from + strand)){
      {
         int i = (p * this->channels) + first;
         for (int j = 0; j<(n * this->fold); j++){
            {
               double a = this->x[(i + j)] - this->lanes[(center + j)];
               double b = this->x[((i + apart) + j)] - this->lanes[(center + j)];
               double c = this->dy[(i + j)];
               double d = this->dy[((i + apart) + j)];
               this->lanes[sum + j]  = this->lanes[sum + j] + (c + d);
               this->lanes[scaled + j]  = this->lanes[scaled + j] + ((c * ((a * this->lanes[(scale + j)]) + this->lanes[(shift + j)])) + (d * ((b * this->lanes[(scale + j)]) + this->lanes[(shift + j)])));
               this->lanes[product + j]  = this->lanes[product + j] + ((c * a) + (d * b));
            }
         }
         p = p + this->fold;
      }
   }
   p = from + (2 * strand);
   while (p<to){
      {
         int i = (p * this->channels) + first;
         int many = min(this->fold, (to - p)) * n;
         for (int j = 0; j<many; j++){
            {
               double centered = this->x[(i + j)] - this->lanes[(center + j)];
               this->lanes[sum + j]  = this->lanes[sum + j] + this->dy[(i + j)];
               this->lanes[scaled + j]  = this->lanes[scaled + j] + (this->dy[(i + j)] * ((centered * this->lanes[(scale + j)]) + this->lanes[(shift + j)]));
               this->lanes[product + j]  = this->lanes[product + j] + (this->dy[(i + j)] * centered);
            }
         }
         p = p + this->fold;
      }
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
void org_normaudit_opencl_Float64RowSums__addUpDeviations(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowSums__table(this, 0);
   int squares = org_normaudit_opencl_Float64RowSums__table(this, 1);
   int center = org_normaudit_opencl_Float64RowSums__table(this, 3);
   int strand = ((to - from) / (4 * this->fold)) * this->fold;
   int apart = strand * this->channels;
   int p = from;
   org_normaudit_opencl_Float64RowSums__clear(this, sum, (n * this->fold));
   org_normaudit_opencl_Float64RowSums__clear(this, squares, (n * this->fold));
   while (p<(from + strand)){
      {
         int i = (p * this->channels) + first;
         for (int j = 0; j<(n * this->fold); j++){
            {
               double a = this->x[(i + j)] - this->lanes[(center + j)];
               double b = this->x[((i + apart) + j)] - this->lanes[(center + j)];
               double c = this->x[((i + (2 * apart)) + j)] - this->lanes[(center + j)];
               double d = this->x[((i + (3 * apart)) + j)] - this->lanes[(center + j)];
               this->lanes[sum + j]  = this->lanes[sum + j] + ((a + b) + (c + d));
               this->lanes[squares + j]  = this->lanes[squares + j] + (((a * a) + (b * b)) + ((c * c) + (d * d)));
            }
         }
         p = p + this->fold;
      }
   }
   p = from + (4 * strand);
   while (p<to){
      {
         int i = (p * this->channels) + first;
         int many = min(this->fold, (to - p)) * n;
         for (int j = 0; j<many; j++){
            {
               double a = this->x[(i + j)] - this->lanes[(center + j)];
               this->lanes[sum + j]  = this->lanes[sum + j] + a;
               this->lanes[squares + j]  = this->lanes[squares + j] + (a * a);
            }
         }
         p = p + this->fold;
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowSums__addUp(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowSums__table(this, 0);
   int strand = ((to - from) / (4 * this->fold)) * this->fold;
   int apart = strand * this->channels;
   int p = from;
   org_normaudit_opencl_Float64RowSums__clear(this, sum, (n * this->fold));
   while (p<(from + strand)){
      {
         int i = (p * this->channels) + first;
         for (int j = 0; j<(n * this->fold); j++){
            this->lanes[sum + j]  = this->lanes[sum + j] + ((this->x[(i + j)] + this->x[((i + apart) + j)]) + (this->x[((i + (2 * apart)) + j)] + this->x[((i + (3 * apart)) + j)]));
         }
         p = p + this->fold;
      }
   }
   p = from + (4 * strand);
   while (p<to){
      {
         int i = (p * this->channels) + first;
         int many = min(this->fold, (to - p)) * n;
         for (int j = 0; j<many; j++){
            this->lanes[sum + j]  = this->lanes[sum + j] + this->x[(i + j)];
         }
         p = p + this->fold;
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__pullBack(This *this, int first, int n, int slice){
   org_normaudit_opencl_Float64RowKernel__spreadWeights(this, first, n);
   if (this->training==1){
      org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 3), this->saved, ((0 * this->channels) + first), n);
      org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 5), this->partial, org_normaudit_opencl_LayerKernel__at(this, 6, slice, first), n);
      org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 6), this->partial, org_normaudit_opencl_LayerKernel__at(this, 7, slice, first), n);
      org_normaudit_opencl_Float64RowElements__apply(this, 1, first, n, slice);
   } else {
      org_normaudit_opencl_Float64RowElements__apply(this, 2, first, n, slice);
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
void org_normaudit_opencl_Float64RowKernel__gradients(This *this, int first, int n, int slice){
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 3), this->saved, ((0 * this->channels) + first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 4), this->saved, ((1 * this->channels) + first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 5), this->saved, ((2 * this->channels) + first), n);
   int sumDy = org_normaudit_opencl_LayerKernel__at(this, 0, slice, first);
   int sumDyXhat = org_normaudit_opencl_LayerKernel__at(this, 1, slice, first);
   int sumDyCentered = org_normaudit_opencl_LayerKernel__at(this, 2, slice, first);
   int start = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = start; from<last; from = from + this->chunk){
      org_normaudit_opencl_Float64RowSums__addUpGradients(this, first, n, from, min((from + this->chunk), last));
      for (int c = 0; c<n; c++){
         {
            double dbeta = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 0), n, c);
            double dgamma = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 1), n, c);
            double projection = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 2), n, c);
            if (from>start){
               dbeta = dbeta + this->partial[(sumDy + c)];
               dgamma = dgamma + this->partial[(sumDyXhat + c)];
               projection = projection + this->partial[(sumDyCentered + c)];
            }
            this->partial[sumDy + c]  = dbeta;
            this->partial[sumDyXhat + c]  = dgamma;
            this->partial[sumDyCentered + c]  = projection;
         }
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__normalize(This *this, int first, int n, int slice){
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 3), this->partial, org_normaudit_opencl_LayerKernel__at(this, 6, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 4), this->partial, org_normaudit_opencl_LayerKernel__at(this, 7, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 5), this->partial, org_normaudit_opencl_LayerKernel__at(this, 8, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 6), this->affine, first, n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 7), this->affine, (this->channels + first), n);
   org_normaudit_opencl_Float64RowElements__apply(this, 0, first, n, slice);
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
void org_normaudit_opencl_Float64RowKernel__moments(This *this, int first, int n, int slice){
   int start = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   int at = org_normaudit_opencl_LayerKernel__at(this, 0, slice, first);
   int row = this->slices * this->channels;
   for (int from = start; from<last; from = from + this->chunk){
      int to = min((from + this->chunk), last);
      double many = (double)(to - from);
      if (from==start){
         org_normaudit_opencl_Float64RowSums__addUp(this, first, n, from, to);
         for (int c = 0; c<n; c++){
            this->partial[at + c]  = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 0), n, c) / many;
         }
      }
      org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowSums__table(this, 3), this->partial, at, n);
      org_normaudit_opencl_Float64RowSums__addUpDeviations(this, first, n, from, to);
      for (int c = 0; c<n; c++){
         {
            double rest = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 0), n, c);
            double low = rest / many;
            org_normaudit_opencl_Float64Kernel__merge(this, (at + c), row, (double)(from - start), many, this->lanes[(org_normaudit_opencl_Float64RowSums__table(this, 3) + c)], low, (org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowSums__table(this, 1), n, c) - (rest * low)));
         }
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__backward(This *this, int first, int n, int slice){
   if (this->reduce==1){
      org_normaudit_opencl_Float64RowKernel__gradients(this, first, n, slice);
   }
   if (this->apply==1){
      for (int c = first; c<(first + n); c++){
         org_normaudit_opencl_Float64Kernel__finishBackward(this, c, slice);
      }
      org_normaudit_opencl_Float64RowKernel__pullBack(this, first, n, slice);
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__forward(This *this, int first, int n, int slice){
   if (this->reduce==1 && this->training==1){
      org_normaudit_opencl_Float64RowKernel__moments(this, first, n, slice);
   }
   if (this->apply==1){
      for (int c = first; c<(first + n); c++){
         org_normaudit_opencl_Float64Kernel__finishForward(this, c, slice);
      }
      org_normaudit_opencl_Float64RowKernel__normalize(this, first, n, slice);
   }
   return;
}
__kernel void run(
   int stride, 
   int units, 
   __global double *dy, 
   __global double *lanes, 
   int width, 
   int fold, 
   __global double *x, 
   __global double *dx, 
   __global double *y, 
   int share, 
   int count, 
   int streaming, 
   int channels, 
   int slices, 
   __global double *affine, 
   __global double *saved, 
   int rule, 
   double take, 
   double keep, 
   __global double *partial, 
   int training, 
   double inverseCount, 
   __global double *gradient, 
   int chunk, 
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
   int forward, 
   int backward, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->stride = stride;
   this->units = units;
   this->dy = dy;
   this->lanes = lanes;
   this->width = width;
   this->fold = fold;
   this->x = x;
   this->dx = dx;
   this->y = y;
   this->share = share;
   this->count = count;
   this->streaming = streaming;
   this->channels = channels;
   this->slices = slices;
   this->affine = affine;
   this->saved = saved;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->training = training;
   this->inverseCount = inverseCount;
   this->gradient = gradient;
   this->chunk = chunk;
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
   this->forward = forward;
   this->backward = backward;
   this->passid = passid;
   {
      int unit = org_normaudit_opencl_LayerKernel__unit(this);
      if (unit<this->units){
         int block = unit / this->slices;
         int slice = unit - (block * this->slices);
         int first = block * this->width;
         int n = min(this->width, (this->channels - first));
         if (this->forward==1){
            org_normaudit_opencl_Float64RowKernel__forward(this, first, n, slice);
         }
         if (this->backward==1){
            org_normaudit_opencl_Float64RowKernel__backward(this, first, n, slice);
         }
      }
      return;
   }
}
