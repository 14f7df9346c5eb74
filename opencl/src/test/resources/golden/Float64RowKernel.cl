// Float64RowKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   int stride;
   int units;
   int width;
   int fold;
   __global double *lanes;
   int share;
   int count;
   __global double *affine;
   __global double *saved;
   int channels;
   int slices;
   __global double *x;
   __global double *dy;
   int rule;
   double take;
   double keep;
   __global double *partial;
   __global double *dx;
   double inverseCount;
   __global double *gradient;
   int chunk;
   __global double *y;
   __global double *state;
   int before;
   int training;
   double epsilon;
   int renorm;
   double rMin;
   double rMax;
   double dMax;
   double correction;
   int after;
   int backward;
   int reduce;
   int apply;
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
int org_normaudit_opencl_Float64RowKernel__table(This *this, int which){
   return(((((org_normaudit_opencl_LayerKernel__unit(this) * 8) + which) * this->width) * this->fold));
}
void org_normaudit_opencl_Float64RowKernel__clear(This *this, int table, int n){
   for (int j = 0; j<n; j++){
      this->lanes[table + j]  = 0.0;
   }
   return;
}
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
}
void org_normaudit_opencl_Float64RowKernel__spreadWeights(This *this, int first, int n){
   int weight = org_normaudit_opencl_Float64RowKernel__table(this, 4);
   for (int f = 0; f<this->fold; f++){
      for (int c = 0; c<n; c++){
         this->lanes[(weight + (f * n)) + c]  = this->affine[(first + c)] * this->saved[(((1 * this->channels) + first) + c)];
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
   return;
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
double org_normaudit_opencl_Float64RowKernel__total(This *this, int table, int n, int c){
   double sum = this->lanes[(table + c)];
   for (int f = 1; f<this->fold; f++){
      sum = sum + this->lanes[((table + (f * n)) + c)];
   }
   return(sum);
}
void org_normaudit_opencl_Float64RowKernel__addUpGradients(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowKernel__table(this, 0);
   int scaled = org_normaudit_opencl_Float64RowKernel__table(this, 1);
   int product = org_normaudit_opencl_Float64RowKernel__table(this, 2);
   int center = org_normaudit_opencl_Float64RowKernel__table(this, 3);
   int scale = org_normaudit_opencl_Float64RowKernel__table(this, 4);
   int shift = org_normaudit_opencl_Float64RowKernel__table(this, 5);
   org_normaudit_opencl_Float64RowKernel__clear(this, sum, (n * this->fold));
   org_normaudit_opencl_Float64RowKernel__clear(this, scaled, (n * this->fold));
   org_normaudit_opencl_Float64RowKernel__clear(this, product, (n * this->fold));
   for (int p = from; p<to; p = p + this->fold){
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
void org_normaudit_opencl_Float64RowKernel__addUpDeviations(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowKernel__table(this, 0);
   int squares = org_normaudit_opencl_Float64RowKernel__table(this, 1);
   int center = org_normaudit_opencl_Float64RowKernel__table(this, 3);
   int row = this->fold * this->channels;
   int p = from;
   org_normaudit_opencl_Float64RowKernel__clear(this, sum, (n * this->fold));
   org_normaudit_opencl_Float64RowKernel__clear(this, squares, (n * this->fold));
   while ((p + (4 * this->fold))<=to){
      {
         int i = (p * this->channels) + first;
         for (int j = 0; j<(n * this->fold); j++){
            {
               double a = this->x[(i + j)] - this->lanes[(center + j)];
               double b = this->x[((i + row) + j)] - this->lanes[(center + j)];
               double c = this->x[((i + (2 * row)) + j)] - this->lanes[(center + j)];
               double d = this->x[((i + (3 * row)) + j)] - this->lanes[(center + j)];
               this->lanes[sum + j]  = this->lanes[sum + j] + ((a + b) + (c + d));
               this->lanes[squares + j]  = this->lanes[squares + j] + (((a * a) + (b * b)) + ((c * c) + (d * d)));
            }
         }
         p = p + (4 * this->fold);
      }
   }
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
void org_normaudit_opencl_Float64RowKernel__addUp(This *this, int first, int n, int from, int to){
   int sum = org_normaudit_opencl_Float64RowKernel__table(this, 0);
   int row = this->fold * this->channels;
   int p = from;
   org_normaudit_opencl_Float64RowKernel__clear(this, sum, (n * this->fold));
   while ((p + (4 * this->fold))<=to){
      {
         int i = (p * this->channels) + first;
         for (int j = 0; j<(n * this->fold); j++){
            this->lanes[sum + j]  = this->lanes[sum + j] + ((this->x[(i + j)] + this->x[((i + row) + j)]) + (this->x[((i + (2 * row)) + j)] + this->x[((i + (3 * row)) + j)]));
         }
         p = p + (4 * this->fold);
      }
   }
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
void org_normaudit_opencl_Float64RowKernel__rescale(This *this, int first, int n, int slice){
   org_normaudit_opencl_Float64RowKernel__spreadWeights(this, first, n);
   int weight = org_normaudit_opencl_Float64RowKernel__table(this, 4);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int p = org_normaudit_opencl_LayerKernel__firstOf(this, slice); p<last; p = p + this->fold){
      int i = (p * this->channels) + first;
      int many = min(this->fold, (last - p)) * n;
      for (int j = 0; j<many; j++){
         this->dx[i + j]  = this->dy[(i + j)] * this->lanes[(weight + j)];
      }
   }
   return;
}
void org_normaudit_opencl_Float64RowKernel__pullBack(This *this, int first, int n, int slice){
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 3), this->saved, ((0 * this->channels) + first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 5), this->partial, org_normaudit_opencl_LayerKernel__at(this, 6, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 6), this->partial, org_normaudit_opencl_LayerKernel__at(this, 7, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spreadWeights(this, first, n);
   int center = org_normaudit_opencl_Float64RowKernel__table(this, 3);
   int weight = org_normaudit_opencl_Float64RowKernel__table(this, 4);
   int mean = org_normaudit_opencl_Float64RowKernel__table(this, 5);
   int slope = org_normaudit_opencl_Float64RowKernel__table(this, 6);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int p = org_normaudit_opencl_LayerKernel__firstOf(this, slice); p<last; p = p + this->fold){
      int i = (p * this->channels) + first;
      int many = min(this->fold, (last - p)) * n;
      for (int j = 0; j<many; j++){
         this->dx[i + j]  = ((this->dy[(i + j)] - this->lanes[(mean + j)]) - ((this->x[(i + j)] - this->lanes[(center + j)]) * this->lanes[(slope + j)])) * this->lanes[(weight + j)];
      }
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
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 3), this->saved, ((0 * this->channels) + first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 4), this->saved, ((1 * this->channels) + first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 5), this->saved, ((2 * this->channels) + first), n);
   int sumDy = org_normaudit_opencl_LayerKernel__at(this, 0, slice, first);
   int sumDyXhat = org_normaudit_opencl_LayerKernel__at(this, 1, slice, first);
   int sumDyCentered = org_normaudit_opencl_LayerKernel__at(this, 2, slice, first);
   int start = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = start; from<last; from = from + this->chunk){
      org_normaudit_opencl_Float64RowKernel__addUpGradients(this, first, n, from, min((from + this->chunk), last));
      for (int c = 0; c<n; c++){
         {
            double dbeta = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 0), n, c);
            double dgamma = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 1), n, c);
            double projection = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 2), n, c);
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
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 3), this->partial, org_normaudit_opencl_LayerKernel__at(this, 6, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 4), this->partial, org_normaudit_opencl_LayerKernel__at(this, 7, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 5), this->partial, org_normaudit_opencl_LayerKernel__at(this, 8, slice, first), n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 6), this->affine, first, n);
   org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 7), this->affine, (this->channels + first), n);
   int center = org_normaudit_opencl_Float64RowKernel__table(this, 3);
   int scale = org_normaudit_opencl_Float64RowKernel__table(this, 4);
   int shift = org_normaudit_opencl_Float64RowKernel__table(this, 5);
   int gamma = org_normaudit_opencl_Float64RowKernel__table(this, 6);
   int beta = org_normaudit_opencl_Float64RowKernel__table(this, 7);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int p = org_normaudit_opencl_LayerKernel__firstOf(this, slice); p<last; p = p + this->fold){
      int i = (p * this->channels) + first;
      int many = min(this->fold, (last - p)) * n;
      for (int j = 0; j<many; j++){
         this->y[i + j]  = ((((this->x[(i + j)] - this->lanes[(center + j)]) * this->lanes[(scale + j)]) + this->lanes[(shift + j)]) * this->lanes[(gamma + j)]) + this->lanes[(beta + j)];
      }
   }
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
         org_normaudit_opencl_Float64RowKernel__addUp(this, first, n, from, to);
         for (int c = 0; c<n; c++){
            this->partial[at + c]  = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 0), n, c) / many;
         }
      }
      org_normaudit_opencl_Float64RowKernel__spread(this, org_normaudit_opencl_Float64RowKernel__table(this, 3), this->partial, at, n);
      org_normaudit_opencl_Float64RowKernel__addUpDeviations(this, first, n, from, to);
      for (int c = 0; c<n; c++){
         {
            double rest = org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 0), n, c);
            double low = rest / many;
            org_normaudit_opencl_Float64Kernel__merge(this, (at + c), row, (double)(from - start), many, this->lanes[(org_normaudit_opencl_Float64RowKernel__table(this, 3) + c)], low, (org_normaudit_opencl_Float64RowKernel__total(this, org_normaudit_opencl_Float64RowKernel__table(this, 1), n, c) - (rest * low)));
         }
      }
   }
   return;
}
__kernel void run(
   int stride, 
   int units, 
   int width, 
   int fold, 
   __global double *lanes, 
   int share, 
   int count, 
   __global double *affine, 
   __global double *saved, 
   int channels, 
   int slices, 
   __global double *x, 
   __global double *dy, 
   int rule, 
   double take, 
   double keep, 
   __global double *partial, 
   __global double *dx, 
   double inverseCount, 
   __global double *gradient, 
   int chunk, 
   __global double *y, 
   __global double *state, 
   int before, 
   int training, 
   double epsilon, 
   int renorm, 
   double rMin, 
   double rMax, 
   double dMax, 
   double correction, 
   int after, 
   int backward, 
   int reduce, 
   int apply, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->stride = stride;
   this->units = units;
   this->width = width;
   this->fold = fold;
   this->lanes = lanes;
   this->share = share;
   this->count = count;
   this->affine = affine;
   this->saved = saved;
   this->channels = channels;
   this->slices = slices;
   this->x = x;
   this->dy = dy;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->dx = dx;
   this->inverseCount = inverseCount;
   this->gradient = gradient;
   this->chunk = chunk;
   this->y = y;
   this->state = state;
   this->before = before;
   this->training = training;
   this->epsilon = epsilon;
   this->renorm = renorm;
   this->rMin = rMin;
   this->rMax = rMax;
   this->dMax = dMax;
   this->correction = correction;
   this->after = after;
   this->backward = backward;
   this->reduce = reduce;
   this->apply = apply;
   this->passid = passid;
   {
      int unit = org_normaudit_opencl_LayerKernel__unit(this);
      if (unit<this->units){
         int block = unit / this->slices;
         int slice = unit - (block * this->slices);
         int first = block * this->width;
         int n = min(this->width, (this->channels - first));
         if (this->backward==0){
            if (this->reduce==1){
               org_normaudit_opencl_Float64RowKernel__moments(this, first, n, slice);
            }
            if (this->apply==1){
               for (int c = first; c<(first + n); c++){
                  org_normaudit_opencl_Float64Kernel__finishForward(this, c, slice);
               }
               org_normaudit_opencl_Float64RowKernel__normalize(this, first, n, slice);
            }
         } else {
            if (this->reduce==1){
               org_normaudit_opencl_Float64RowKernel__gradients(this, first, n, slice);
            }
            if (this->apply==1){
               for (int c = first; c<(first + n); c++){
                  org_normaudit_opencl_Float64Kernel__finishBackward(this, c, slice);
               }
               if (this->training==1){
                  org_normaudit_opencl_Float64RowKernel__pullBack(this, first, n, slice);
               } else {
                  org_normaudit_opencl_Float64RowKernel__rescale(this, first, n, slice);
               }
            }
         }
      }
      return;
   }
}
