// Float64GroupKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   int inner;
   int channels;
   int slices;
   int rule;
   double take;
   double keep;
   __global double *partial;
   int share;
   int count;
   __global double *saved;
   __global double *affine;
   int training;
   __global double *dx;
   __global double *dy;
   __global double *x;
   int team;
   __global double *y;
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
   int backward;
   __local double *shared;
   int width;
   int reduce;
   int apply;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
int org_normaudit_opencl_Float64GroupKernel__index(This *this, int channel, int p){
   return((p + ((((p / this->inner) * (this->channels - 1)) + channel) * this->inner)));
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
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
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
}
void org_normaudit_opencl_Float64GroupKernel__pullBack(This *this, int channel, int slice, int first, int last){
   double center = this->saved[((0 * this->channels) + channel)];
   double weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   double meanDy = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   double slope = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   for (int p = first; p<last; p = p + this->team){
      int i = org_normaudit_opencl_Float64GroupKernel__index(this, channel, p);
      if (this->training==1){
         this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
      } else {
         this->dx[i]  = this->dy[i] * weight;
      }
   }
   return;
}
void org_normaudit_opencl_Float64GroupKernel__normalize(This *this, int channel, int slice, int first, int last){
   double center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   double scale = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   double shift = this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)];
   double gamma = this->affine[channel];
   double beta = this->affine[(this->channels + channel)];
   for (int p = first; p<last; p = p + this->team){
      {
         int i = org_normaudit_opencl_Float64GroupKernel__index(this, channel, p);
         this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
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
void org_normaudit_opencl_Float64GroupKernel__give(This *this, int me, int size, int channel, int slice, double n, double center){
   if (this->backward==0){
      {
         double low = this->shared[me] / n;
         int at = org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel);
         org_normaudit_opencl_Float64Kernel__merge(this, at, (this->slices * this->channels), 0.0, n, center, low, (this->shared[(size + me)] - (this->shared[me] * low)));
      }
   } else {
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = this->shared[me];
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = this->shared[(size + me)];
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = this->shared[((2 * size) + me)];
   }
   return;
}
void org_normaudit_opencl_Float64GroupKernel__deviations(This *this, int me, int size, int channel, int first, int last, double center){
   double rest = 0.0;
   double squares = 0.0;
   for (int p = first; p<last; p = p + this->team){
      {
         double centered = this->x[org_normaudit_opencl_Float64GroupKernel__index(this, channel, p)] - center;
         rest = rest + centered;
         squares = squares + (centered * centered);
      }
   }
   this->shared[me]  = rest;
   this->shared[size + me]  = squares;
   return;
}
void org_normaudit_opencl_Float64GroupKernel__addFrom(This *this, int other, int me, int size){
   this->shared[me]  = this->shared[me] + this->shared[other];
   this->shared[size + me]  = this->shared[size + me] + this->shared[(size + other)];
   this->shared[(2 * size) + me]  = this->shared[(2 * size) + me] + this->shared[((2 * size) + other)];
   return;
}
void org_normaudit_opencl_Float64GroupKernel__sums(This *this, int me, int size, int channel, int first, int last){
   double sum = 0.0;
   double scaled = 0.0;
   double product = 0.0;
   if (first<last){
      double center = this->saved[((0 * this->channels) + channel)];
      double scale = this->saved[((1 * this->channels) + channel)];
      double shift = this->saved[((2 * this->channels) + channel)];
      for (int p = first; p<last; p = p + this->team){
         {
            int i = org_normaudit_opencl_Float64GroupKernel__index(this, channel, p);
            double centered = this->x[i] - center;
            sum = sum + this->dy[i];
            scaled = scaled + (this->dy[i] * ((centered * scale) + shift));
            product = product + (this->dy[i] * centered);
         }
      }
   }
   this->shared[me]  = sum;
   this->shared[size + me]  = scaled;
   this->shared[(2 * size) + me]  = product;
   return;
}
void org_normaudit_opencl_Float64GroupKernel__sum(This *this, int me, int channel, int first, int last){
   double sum = 0.0;
   for (int p = first; p<last; p = p + this->team){
      sum = sum + this->x[org_normaudit_opencl_Float64GroupKernel__index(this, channel, p)];
   }
   this->shared[me]  = sum;
   return;
}
__kernel void run(
   int inner, 
   int channels, 
   int slices, 
   int rule, 
   double take, 
   double keep, 
   __global double *partial, 
   int share, 
   int count, 
   __global double *saved, 
   __global double *affine, 
   int training, 
   __global double *dx, 
   __global double *dy, 
   __global double *x, 
   int team, 
   __global double *y, 
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
   int backward, 
   __local double *shared, 
   int width, 
   int reduce, 
   int apply, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->inner = inner;
   this->channels = channels;
   this->slices = slices;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->share = share;
   this->count = count;
   this->saved = saved;
   this->affine = affine;
   this->training = training;
   this->dx = dx;
   this->dy = dy;
   this->x = x;
   this->team = team;
   this->y = y;
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
   this->backward = backward;
   this->shared = shared;
   this->width = width;
   this->reduce = reduce;
   this->apply = apply;
   this->passid = passid;
   {
      int me = get_local_id(0);
      int size = get_local_size(0);
      int lane = me / this->width;
      int slice = get_group_id(0) % this->slices;
      int channel = ((get_group_id(0) / this->slices) * this->width) + (me % this->width);
      int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice) + lane;
      int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
      if (channel>=this->channels){
         first = last;
      }
      this->shared[me]  = 0.0;
      this->shared[size + me]  = 0.0;
      this->shared[(2 * size) + me]  = 0.0;
      if (this->reduce==1){
         if (this->backward==0){
            org_normaudit_opencl_Float64GroupKernel__sum(this, me, channel, first, last);
         } else {
            org_normaudit_opencl_Float64GroupKernel__sums(this, me, size, channel, first, last);
         }
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int reach = this->team / 2; reach>0; reach = reach / 2){
         if (lane<reach){
            org_normaudit_opencl_Float64GroupKernel__addFrom(this, (me + (reach * this->width)), me, size);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      double n = (double)(last - org_normaudit_opencl_LayerKernel__firstOf(this, slice));
      double center = this->shared[(me % this->width)] / n;
      barrier(CLK_LOCAL_MEM_FENCE);
      if (this->backward==0 && this->reduce==1){
         org_normaudit_opencl_Float64GroupKernel__deviations(this, me, size, channel, first, last, center);
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int reach = this->team / 2; reach>0; reach = reach / 2){
         if (this->backward==0 && lane<reach){
            org_normaudit_opencl_Float64GroupKernel__addFrom(this, (me + (reach * this->width)), me, size);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      if (lane==0 && channel<this->channels){
         if (this->reduce==1){
            org_normaudit_opencl_Float64GroupKernel__give(this, me, size, channel, slice, n, center);
         }
         if (this->apply==1){
            if (this->backward==0){
               org_normaudit_opencl_Float64Kernel__finishForward(this, channel, slice);
            } else {
               org_normaudit_opencl_Float64Kernel__finishBackward(this, channel, slice);
            }
         }
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
      if (this->apply==1 && first<last){
         if (this->backward==0){
            org_normaudit_opencl_Float64GroupKernel__normalize(this, channel, slice, first, last);
         } else {
            org_normaudit_opencl_Float64GroupKernel__pullBack(this, channel, slice, first, last);
         }
      }
      return;
   }
}
