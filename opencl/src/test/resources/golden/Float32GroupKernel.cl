// Float32GroupKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
typedef struct This_s{
   int inner;
   int channels;
   int slices;
   int rule;
   float take;
   float keep;
   __global float *partial;
   int share;
   int count;
   __global float *saved;
   __global float *affine;
   int training;
   __global float *dx;
   __global float *dy;
   __global float *x;
   int team;
   __global float *y;
   float inverseCount;
   __global float *gradient;
   __global float *state;
   int before;
   float epsilon;
   int renorm;
   float rMin;
   float rMax;
   float dMax;
   float correction;
   int after;
   int backward;
   __local float *shared;
   int width;
   int reduce;
   int apply;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
int org_normaudit_opencl_Float32GroupKernel__index(This *this, int channel, int p){
   return((p + ((((p / this->inner) * (this->channels - 1)) + channel) * this->inner)));
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
float org_normaudit_opencl_Float32Kernel__follow(This *this, float old, float batch){
   float next = old;
   if (this->rule==1){
      next = old + (this->take * (batch - old));
   }
   if (this->rule==2){
      next = (this->keep * old) + (this->take * batch);
   }
   return(next);
}
float org_normaudit_opencl_Float32Kernel__clip(This *this, float value, float low, float high){
   float result = value;
   if (value<low){
      result = low;
   }
   if (value>high){
      result = high;
   }
   return(result);
}
void org_normaudit_opencl_Float32Kernel__merge(This *this, int at, int row, float earlier, float n, float high, float low, float deviations){
   float base = high;
   float step = low;
   float total = deviations;
   if (earlier>0.0f){
      float weight = n / (earlier + n);
      float delta = (high - this->partial[at]) + (low - this->partial[(at + row)]);
      base = this->partial[at];
      step = this->partial[(at + row)] + (delta * weight);
      total = this->partial[(at + (2 * row))] + (deviations + (((delta * delta) * earlier) * weight));
   }
   float mean = base + step;
   float part = mean - base;
   float error = (base - (mean - part)) + (step - part);
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
void org_normaudit_opencl_Float32GroupKernel__pullBack(This *this, int channel, int slice, int first, int last){
   float center = this->saved[((0 * this->channels) + channel)];
   float weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   float meanDy = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float slope = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   for (int p = first; p<last; p = p + this->team){
      int i = org_normaudit_opencl_Float32GroupKernel__index(this, channel, p);
      if (this->training==1){
         this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
      } else {
         this->dx[i]  = this->dy[i] * weight;
      }
   }
   return;
}
void org_normaudit_opencl_Float32GroupKernel__normalize(This *this, int channel, int slice, int first, int last){
   float center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float scale = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   float shift = this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)];
   float gamma = this->affine[channel];
   float beta = this->affine[(this->channels + channel)];
   for (int p = first; p<last; p = p + this->team){
      {
         int i = org_normaudit_opencl_Float32GroupKernel__index(this, channel, p);
         this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
      }
   }
   return;
}
void org_normaudit_opencl_Float32Kernel__finishBackward(This *this, int channel, int slice){
   float dbeta = 0.0f;
   float dgamma = 0.0f;
   float projection = 0.0f;
   for (int s = 0; s<this->slices; s++){
      dbeta = dbeta + this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, s, channel)];
      dgamma = dgamma + this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, s, channel)];
      projection = projection + this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, s, channel)];
   }
   float inverse = this->saved[((3 * this->channels) + channel)];
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)]  = dbeta * this->inverseCount;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)]  = ((projection * inverse) * this->inverseCount) * inverse;
   if (slice==0){
      this->gradient[channel]  = dgamma;
      this->gradient[this->channels + channel]  = dbeta;
   }
   return;
}
void org_normaudit_opencl_Float32Kernel__finishForward(This *this, int channel, int slice){
   float mean = this->state[(this->before + channel)];
   float spread = this->state[((this->before + this->channels) + channel)];
   float sigma = spread;
   float variance = 0.0f;
   float r = 1.0f;
   float d = 0.0f;
   if (this->training==1){
      int row = this->slices * this->channels;
      int whole = org_normaudit_opencl_LayerKernel__at(this, 3, slice, channel);
      for (int s = 0; s<this->slices; s++){
         {
            int of = org_normaudit_opencl_LayerKernel__at(this, 0, s, channel);
            float n = (float)(org_normaudit_opencl_LayerKernel__lastOf(this, s) - org_normaudit_opencl_LayerKernel__firstOf(this, s));
            org_normaudit_opencl_Float32Kernel__merge(this, whole, row, (float)org_normaudit_opencl_LayerKernel__firstOf(this, s), n, this->partial[of], this->partial[(of + row)], this->partial[(of + (2 * row))]);
         }
      }
      mean = this->partial[whole];
      variance = this->partial[(whole + (2 * row))] * this->inverseCount;
      sigma = sqrt((variance + this->epsilon));
      if (this->renorm==1){
         r = org_normaudit_opencl_Float32Kernel__clip(this, (sigma / spread), this->rMin, this->rMax);
         d = org_normaudit_opencl_Float32Kernel__clip(this, ((mean - this->state[(this->before + channel)]) / spread), -this->dMax, this->dMax);
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
      this->saved[(3 * this->channels) + channel]  = 1.0f / sigma;
      this->saved[(4 * this->channels) + channel]  = r;
      if (this->training==1){
         float kept = variance * this->correction;
         if (this->renorm==1){
            kept = sqrt((kept + this->epsilon));
         }
         this->state[this->after + channel]  = org_normaudit_opencl_Float32Kernel__follow(this, this->state[(this->before + channel)], mean);
         this->state[(this->after + this->channels) + channel]  = org_normaudit_opencl_Float32Kernel__follow(this, spread, kept);
      }
   }
   return;
}
void org_normaudit_opencl_Float32GroupKernel__give(This *this, int me, int size, int channel, int slice, float n, float center){
   if (this->backward==0){
      {
         float low = this->shared[me] / n;
         int at = org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel);
         org_normaudit_opencl_Float32Kernel__merge(this, at, (this->slices * this->channels), 0.0f, n, center, low, (this->shared[(size + me)] - (this->shared[me] * low)));
      }
   } else {
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = this->shared[me];
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = this->shared[(size + me)];
      this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = this->shared[((2 * size) + me)];
   }
   return;
}
void org_normaudit_opencl_Float32GroupKernel__deviations(This *this, int me, int size, int channel, int first, int last, float center){
   float rest = 0.0f;
   float squares = 0.0f;
   for (int p = first; p<last; p = p + this->team){
      {
         float centered = this->x[org_normaudit_opencl_Float32GroupKernel__index(this, channel, p)] - center;
         rest = rest + centered;
         squares = squares + (centered * centered);
      }
   }
   this->shared[me]  = rest;
   this->shared[size + me]  = squares;
   return;
}
void org_normaudit_opencl_Float32GroupKernel__addFrom(This *this, int other, int me, int size){
   this->shared[me]  = this->shared[me] + this->shared[other];
   this->shared[size + me]  = this->shared[size + me] + this->shared[(size + other)];
   this->shared[(2 * size) + me]  = this->shared[(2 * size) + me] + this->shared[((2 * size) + other)];
   return;
}
void org_normaudit_opencl_Float32GroupKernel__sums(This *this, int me, int size, int channel, int first, int last){
   float sum = 0.0f;
   float scaled = 0.0f;
   float product = 0.0f;
   if (first<last){
      float center = this->saved[((0 * this->channels) + channel)];
      float scale = this->saved[((1 * this->channels) + channel)];
      float shift = this->saved[((2 * this->channels) + channel)];
      for (int p = first; p<last; p = p + this->team){
         {
            int i = org_normaudit_opencl_Float32GroupKernel__index(this, channel, p);
            float centered = this->x[i] - center;
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
void org_normaudit_opencl_Float32GroupKernel__sum(This *this, int me, int channel, int first, int last){
   float sum = 0.0f;
   for (int p = first; p<last; p = p + this->team){
      sum = sum + this->x[org_normaudit_opencl_Float32GroupKernel__index(this, channel, p)];
   }
   this->shared[me]  = sum;
   return;
}
__kernel void run(
   int inner, 
   int channels, 
   int slices, 
   int rule, 
   float take, 
   float keep, 
   __global float *partial, 
   int share, 
   int count, 
   __global float *saved, 
   __global float *affine, 
   int training, 
   __global float *dx, 
   __global float *dy, 
   __global float *x, 
   int team, 
   __global float *y, 
   float inverseCount, 
   __global float *gradient, 
   __global float *state, 
   int before, 
   float epsilon, 
   int renorm, 
   float rMin, 
   float rMax, 
   float dMax, 
   float correction, 
   int after, 
   int backward, 
   __local float *shared, 
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
      this->shared[me]  = 0.0f;
      this->shared[size + me]  = 0.0f;
      this->shared[(2 * size) + me]  = 0.0f;
      if (this->reduce==1){
         if (this->backward==0){
            org_normaudit_opencl_Float32GroupKernel__sum(this, me, channel, first, last);
         } else {
            org_normaudit_opencl_Float32GroupKernel__sums(this, me, size, channel, first, last);
         }
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int reach = this->team / 2; reach>0; reach = reach / 2){
         if (lane<reach){
            org_normaudit_opencl_Float32GroupKernel__addFrom(this, (me + (reach * this->width)), me, size);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      float n = (float)(last - org_normaudit_opencl_LayerKernel__firstOf(this, slice));
      float center = this->shared[(me % this->width)] / n;
      barrier(CLK_LOCAL_MEM_FENCE);
      if (this->backward==0 && this->reduce==1){
         org_normaudit_opencl_Float32GroupKernel__deviations(this, me, size, channel, first, last, center);
      }
      barrier(CLK_LOCAL_MEM_FENCE);
      for (int reach = this->team / 2; reach>0; reach = reach / 2){
         if (this->backward==0 && lane<reach){
            org_normaudit_opencl_Float32GroupKernel__addFrom(this, (me + (reach * this->width)), me, size);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      if (lane==0 && channel<this->channels){
         if (this->reduce==1){
            org_normaudit_opencl_Float32GroupKernel__give(this, me, size, channel, slice, n, center);
         }
         if (this->apply==1){
            if (this->backward==0){
               org_normaudit_opencl_Float32Kernel__finishForward(this, channel, slice);
            } else {
               org_normaudit_opencl_Float32Kernel__finishBackward(this, channel, slice);
            }
         }
      }
      barrier(CLK_GLOBAL_MEM_FENCE);
      if (this->apply==1 && first<last){
         if (this->backward==0){
            org_normaudit_opencl_Float32GroupKernel__normalize(this, channel, slice, first, last);
         } else {
            org_normaudit_opencl_Float32GroupKernel__pullBack(this, channel, slice, first, last);
         }
      }
      return;
   }
}
