// Float32PlaneKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
typedef struct This_s{
   int stride;
   int units;
   int inner;
   int channels;
   __global float *lanes;
   int share;
   int count;
   int slices;
   int rule;
   float take;
   float keep;
   __global float *partial;
   __global float *x;
   __global float *saved;
   __global float *affine;
   int training;
   __global float *dx;
   __global float *dy;
   float inverseCount;
   __global float *gradient;
   __global float *y;
   __global float *state;
   int before;
   float epsilon;
   int renorm;
   float rMin;
   float rMax;
   float dMax;
   float correction;
   int after;
   int chunk;
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
int org_normaudit_opencl_Float32PlaneKernel__runEnd(This *this, int p, int last){
   return(min((((p / this->inner) + 1) * this->inner), last));
}
int org_normaudit_opencl_Float32PlaneKernel__index(This *this, int channel, int p){
   return((p + ((((p / this->inner) * (this->channels - 1)) + channel) * this->inner)));
}
void org_normaudit_opencl_Float32PlaneKernel__clear(This *this, int lane, int n){
   for (int j = 0; j<n; j++){
      this->lanes[lane + j]  = 0.0f;
   }
   return;
}
int org_normaudit_opencl_Float32PlaneKernel__lane(This *this){
   return(((org_normaudit_opencl_LayerKernel__unit(this) * 3) * 128));
}
float org_normaudit_opencl_Float32PlaneKernel__total(This *this, int lane){
   float s0 = 0.0f;
   float s1 = 0.0f;
   float s2 = 0.0f;
   float s3 = 0.0f;
   for (int j = 0; j<128; j+=4){
      s0 = s0 + this->lanes[(lane + j)];
      s1 = s1 + this->lanes[((lane + j) + 1)];
      s2 = s2 + this->lanes[((lane + j) + 2)];
      s3 = s3 + this->lanes[((lane + j) + 3)];
   }
   return(((s0 + s1) + (s2 + s3)));
}
int org_normaudit_opencl_Float32PlaneKernel__runStart(This *this, int stop, int first){
   return(max((((stop - 1) / this->inner) * this->inner), first));
}
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
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
void org_normaudit_opencl_Float32PlaneKernel__deviations(This *this, int channel, int from, int to, float center){
   int lane = org_normaudit_opencl_Float32PlaneKernel__lane(this);
   org_normaudit_opencl_Float32PlaneKernel__clear(this, lane, 256);
   for (int p = from; p<to; p = org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, to)){
      int i = org_normaudit_opencl_Float32PlaneKernel__index(this, channel, p);
      int end = (i + org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, to)) - p;
      for (; (i + 512)<=end; i+=512){
         for (int j = 0; j<128; j++){
            {
               float a = this->x[(i + j)] - center;
               float b = this->x[((i + 128) + j)] - center;
               float c = this->x[((i + 256) + j)] - center;
               float d = this->x[((i + 384) + j)] - center;
               this->lanes[lane + j]  = this->lanes[lane + j] + ((a + b) + (c + d));
               this->lanes[(lane + 128) + j]  = this->lanes[(lane + 128) + j] + (((a * a) + (b * b)) + ((c * c) + (d * d)));
            }
         }
      }
      while (i<end){
         {
            int n = min(128, (end - i));
            for (int j = 0; j<n; j++){
               {
                  float a = this->x[(i + j)] - center;
                  this->lanes[lane + j]  = this->lanes[lane + j] + a;
                  this->lanes[(lane + 128) + j]  = this->lanes[(lane + 128) + j] + (a * a);
               }
            }
            i = i + n;
         }
      }
   }
   return;
}
float org_normaudit_opencl_Float32PlaneKernel__sum(This *this, int channel, int from, int to){
   int lane = org_normaudit_opencl_Float32PlaneKernel__lane(this);
   org_normaudit_opencl_Float32PlaneKernel__clear(this, lane, 128);
   for (int p = from; p<to; p = org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, to)){
      int i = org_normaudit_opencl_Float32PlaneKernel__index(this, channel, p);
      int end = (i + org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, to)) - p;
      for (; (i + 512)<=end; i+=512){
         for (int j = 0; j<128; j++){
            this->lanes[lane + j]  = this->lanes[lane + j] + ((this->x[(i + j)] + this->x[((i + 128) + j)]) + (this->x[((i + 256) + j)] + this->x[((i + 384) + j)]));
         }
      }
      while (i<end){
         {
            int n = min(128, (end - i));
            for (int j = 0; j<n; j++){
               this->lanes[lane + j]  = this->lanes[lane + j] + this->x[(i + j)];
            }
            i = i + n;
         }
      }
   }
   return(org_normaudit_opencl_Float32PlaneKernel__total(this, lane));
}
void org_normaudit_opencl_Float32PlaneKernel__pullBack(This *this, int channel, int slice){
   float center = this->saved[((0 * this->channels) + channel)];
   float weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   float meanDy = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float slope = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int begin = last;
   for (int stop = last; stop>first; stop = begin){
      begin = org_normaudit_opencl_Float32PlaneKernel__runStart(this, stop, first);
      int start = org_normaudit_opencl_Float32PlaneKernel__index(this, channel, begin);
      int end = (start + stop) - begin;
      if (this->training==1){
         for (int i = start; i<end; i++){
            this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
         }
      } else {
         for (int i = start; i<end; i++){
            this->dx[i]  = this->dy[i] * weight;
         }
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
void org_normaudit_opencl_Float32PlaneKernel__sums(This *this, int channel, int slice){
   float center = this->saved[((0 * this->channels) + channel)];
   float scale = this->saved[((1 * this->channels) + channel)];
   float shift = this->saved[((2 * this->channels) + channel)];
   int lane = org_normaudit_opencl_Float32PlaneKernel__lane(this);
   org_normaudit_opencl_Float32PlaneKernel__clear(this, lane, 384);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int p = org_normaudit_opencl_LayerKernel__firstOf(this, slice); p<last; p = org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, last)){
      int i = org_normaudit_opencl_Float32PlaneKernel__index(this, channel, p);
      int end = (i + org_normaudit_opencl_Float32PlaneKernel__runEnd(this, p, last)) - p;
      for (; (i + 256)<=end; i+=256){
         for (int j = 0; j<128; j++){
            {
               float a = this->x[(i + j)] - center;
               float b = this->x[((i + 128) + j)] - center;
               float da = this->dy[(i + j)];
               float db = this->dy[((i + 128) + j)];
               this->lanes[lane + j]  = this->lanes[lane + j] + (da + db);
               this->lanes[(lane + 128) + j]  = this->lanes[(lane + 128) + j] + ((da * ((a * scale) + shift)) + (db * ((b * scale) + shift)));
               this->lanes[(lane + 256) + j]  = this->lanes[(lane + 256) + j] + ((da * a) + (db * b));
            }
         }
      }
      while (i<end){
         {
            int n = min(128, (end - i));
            for (int j = 0; j<n; j++){
               {
                  float a = this->x[(i + j)] - center;
                  float da = this->dy[(i + j)];
                  this->lanes[lane + j]  = this->lanes[lane + j] + da;
                  this->lanes[(lane + 128) + j]  = this->lanes[(lane + 128) + j] + (da * ((a * scale) + shift));
                  this->lanes[(lane + 256) + j]  = this->lanes[(lane + 256) + j] + (da * a);
               }
            }
            i = i + n;
         }
      }
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = org_normaudit_opencl_Float32PlaneKernel__total(this, lane);
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = org_normaudit_opencl_Float32PlaneKernel__total(this, (lane + 128));
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = org_normaudit_opencl_Float32PlaneKernel__total(this, (lane + 256));
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__normalize(This *this, int channel, int slice){
   float center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float scale = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   float shift = this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)];
   float gamma = this->affine[channel];
   float beta = this->affine[(this->channels + channel)];
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int begin = last;
   for (int stop = last; stop>first; stop = begin){
      begin = org_normaudit_opencl_Float32PlaneKernel__runStart(this, stop, first);
      int start = org_normaudit_opencl_Float32PlaneKernel__index(this, channel, begin);
      int end = (start + stop) - begin;
      for (int i = start; i<end; i++){
         this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
      }
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
void org_normaudit_opencl_Float32PlaneKernel__moments(This *this, int channel, int slice){
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = first; from<last; from = from + this->chunk){
      {
         int to = min((from + this->chunk), last);
         float n = (float)(to - from);
         float center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)];
         if (from==first){
            center = org_normaudit_opencl_Float32PlaneKernel__sum(this, channel, from, to) / n;
         }
         org_normaudit_opencl_Float32PlaneKernel__deviations(this, channel, from, to, center);
         float rest = org_normaudit_opencl_Float32PlaneKernel__total(this, org_normaudit_opencl_Float32PlaneKernel__lane(this));
         float low = rest / n;
         org_normaudit_opencl_Float32Kernel__merge(this, org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel), (this->slices * this->channels), (float)(from - first), n, center, low, (org_normaudit_opencl_Float32PlaneKernel__total(this, (org_normaudit_opencl_Float32PlaneKernel__lane(this) + 128)) - (rest * low)));
      }
   }
   return;
}
__kernel void run(
   int stride, 
   int units, 
   int inner, 
   int channels, 
   __global float *lanes, 
   int share, 
   int count, 
   int slices, 
   int rule, 
   float take, 
   float keep, 
   __global float *partial, 
   __global float *x, 
   __global float *saved, 
   __global float *affine, 
   int training, 
   __global float *dx, 
   __global float *dy, 
   float inverseCount, 
   __global float *gradient, 
   __global float *y, 
   __global float *state, 
   int before, 
   float epsilon, 
   int renorm, 
   float rMin, 
   float rMax, 
   float dMax, 
   float correction, 
   int after, 
   int chunk, 
   int backward, 
   int reduce, 
   int apply, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->stride = stride;
   this->units = units;
   this->inner = inner;
   this->channels = channels;
   this->lanes = lanes;
   this->share = share;
   this->count = count;
   this->slices = slices;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->x = x;
   this->saved = saved;
   this->affine = affine;
   this->training = training;
   this->dx = dx;
   this->dy = dy;
   this->inverseCount = inverseCount;
   this->gradient = gradient;
   this->y = y;
   this->state = state;
   this->before = before;
   this->epsilon = epsilon;
   this->renorm = renorm;
   this->rMin = rMin;
   this->rMax = rMax;
   this->dMax = dMax;
   this->correction = correction;
   this->after = after;
   this->chunk = chunk;
   this->backward = backward;
   this->reduce = reduce;
   this->apply = apply;
   this->passid = passid;
   {
      int unit = org_normaudit_opencl_LayerKernel__unit(this);
      if (unit<this->units){
         int channel = unit / this->slices;
         int slice = unit - (channel * this->slices);
         if (this->backward==0){
            if (this->reduce==1){
               org_normaudit_opencl_Float32PlaneKernel__moments(this, channel, slice);
            }
            if (this->apply==1){
               org_normaudit_opencl_Float32Kernel__finishForward(this, channel, slice);
               org_normaudit_opencl_Float32PlaneKernel__normalize(this, channel, slice);
            }
         } else {
            if (this->reduce==1){
               org_normaudit_opencl_Float32PlaneKernel__sums(this, channel, slice);
            }
            if (this->apply==1){
               org_normaudit_opencl_Float32Kernel__finishBackward(this, channel, slice);
               org_normaudit_opencl_Float32PlaneKernel__pullBack(this, channel, slice);
            }
         }
      }
      return;
   }
}
