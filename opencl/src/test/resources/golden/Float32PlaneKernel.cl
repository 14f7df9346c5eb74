// Float32PlaneKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
typedef struct This_s{
   int stride;
   int units;
   int inner;
   int channels;
   int share;
   int count;
   int slices;
   __global float *lanes;
   __global float *dy;
   __global float *x;
   int rule;
   float take;
   float keep;
   __global float *partial;
   __global float *affine;
   __global float *saved;
   __global float *dx;
   float inverseCount;
   __global float *gradient;
   int chunk;
   __global float *y;
   __global float *state;
   int before;
   int training;
   float epsilon;
   int renorm;
   float rMin;
   float rMax;
   float dMax;
   float correction;
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
int org_normaudit_opencl_Float32PlaneSums__lane(This *this, int quantity){
   return((((org_normaudit_opencl_LayerKernel__unit(this) * 3) + quantity) * 16));
}
int org_normaudit_opencl_Float32PlaneSums__index(This *this, int channel, int p){
   return((p + ((((p / this->inner) * (this->channels - 1)) + channel) * this->inner)));
}
float org_normaudit_opencl_Float32PlaneSums__square(This *this, float value){
   return((value * value));
}
int org_normaudit_opencl_LayerKernel__lastOf(This *this, int slice){
   return(min(((slice * this->share) + this->share), this->count));
}
int org_normaudit_opencl_LayerKernel__firstOf(This *this, int slice){
   return((slice * this->share));
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
float org_normaudit_opencl_Float32PlaneSums__total(This *this, int quantity){
   int lane = org_normaudit_opencl_Float32PlaneSums__lane(this, quantity);
   float sum = 0.0f;
   for (int k = 0; k<9; k++){
      sum = sum + this->lanes[(lane + k)];
   }
   return(sum);
}
void org_normaudit_opencl_Float32PlaneSums__addUpGradients(This *this, int channel, int from, int to, float center, float scale, float shift){
   float s0 = 0.0f;
   float s1 = 0.0f;
   float s2 = 0.0f;
   float s3 = 0.0f;
   float s4 = 0.0f;
   float s5 = 0.0f;
   float s6 = 0.0f;
   float s7 = 0.0f;
   float h0 = 0.0f;
   float h1 = 0.0f;
   float h2 = 0.0f;
   float h3 = 0.0f;
   float h4 = 0.0f;
   float h5 = 0.0f;
   float h6 = 0.0f;
   float h7 = 0.0f;
   float q0 = 0.0f;
   float q1 = 0.0f;
   float q2 = 0.0f;
   float q3 = 0.0f;
   float q4 = 0.0f;
   float q5 = 0.0f;
   float q6 = 0.0f;
   float q7 = 0.0f;
   float rest = 0.0f;
   float restOfXhat = 0.0f;
   float restOfCentered = 0.0f;
   int gap = (this->channels - 1) * this->inner;
   int left = to - from;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, from);
   int run = min((this->inner - (from % this->inner)), left);
   while (left>0){
      {
         int end = start + run;
         int blocks = end - (run % 16);
         for (int i = start; i<blocks; i+=16){
            s0 = s0 + (this->dy[i] + this->dy[(i + 8)]);
            s1 = s1 + (this->dy[(i + 1)] + this->dy[(i + 9)]);
            s2 = s2 + (this->dy[(i + 2)] + this->dy[(i + 10)]);
            s3 = s3 + (this->dy[(i + 3)] + this->dy[(i + 11)]);
            s4 = s4 + (this->dy[(i + 4)] + this->dy[(i + 12)]);
            s5 = s5 + (this->dy[(i + 5)] + this->dy[(i + 13)]);
            s6 = s6 + (this->dy[(i + 6)] + this->dy[(i + 14)]);
            s7 = s7 + (this->dy[(i + 7)] + this->dy[(i + 15)]);
            h0 = h0 + ((this->dy[i] * (((this->x[i] - center) * scale) + shift)) + (this->dy[(i + 8)] * (((this->x[(i + 8)] - center) * scale) + shift)));
            h1 = h1 + ((this->dy[(i + 1)] * (((this->x[(i + 1)] - center) * scale) + shift)) + (this->dy[(i + 9)] * (((this->x[(i + 9)] - center) * scale) + shift)));
            h2 = h2 + ((this->dy[(i + 2)] * (((this->x[(i + 2)] - center) * scale) + shift)) + (this->dy[(i + 10)] * (((this->x[(i + 10)] - center) * scale) + shift)));
            h3 = h3 + ((this->dy[(i + 3)] * (((this->x[(i + 3)] - center) * scale) + shift)) + (this->dy[(i + 11)] * (((this->x[(i + 11)] - center) * scale) + shift)));
            h4 = h4 + ((this->dy[(i + 4)] * (((this->x[(i + 4)] - center) * scale) + shift)) + (this->dy[(i + 12)] * (((this->x[(i + 12)] - center) * scale) + shift)));
            h5 = h5 + ((this->dy[(i + 5)] * (((this->x[(i + 5)] - center) * scale) + shift)) + (this->dy[(i + 13)] * (((this->x[(i + 13)] - center) * scale) + shift)));
            h6 = h6 + ((this->dy[(i + 6)] * (((this->x[(i + 6)] - center) * scale) + shift)) + (this->dy[(i + 14)] * (((this->x[(i + 14)] - center) * scale) + shift)));
            h7 = h7 + ((this->dy[(i + 7)] * (((this->x[(i + 7)] - center) * scale) + shift)) + (this->dy[(i + 15)] * (((this->x[(i + 15)] - center) * scale) + shift)));
            q0 = q0 + ((this->dy[i] * (this->x[i] - center)) + (this->dy[(i + 8)] * (this->x[(i + 8)] - center)));
            q1 = q1 + ((this->dy[(i + 1)] * (this->x[(i + 1)] - center)) + (this->dy[(i + 9)] * (this->x[(i + 9)] - center)));
            q2 = q2 + ((this->dy[(i + 2)] * (this->x[(i + 2)] - center)) + (this->dy[(i + 10)] * (this->x[(i + 10)] - center)));
            q3 = q3 + ((this->dy[(i + 3)] * (this->x[(i + 3)] - center)) + (this->dy[(i + 11)] * (this->x[(i + 11)] - center)));
            q4 = q4 + ((this->dy[(i + 4)] * (this->x[(i + 4)] - center)) + (this->dy[(i + 12)] * (this->x[(i + 12)] - center)));
            q5 = q5 + ((this->dy[(i + 5)] * (this->x[(i + 5)] - center)) + (this->dy[(i + 13)] * (this->x[(i + 13)] - center)));
            q6 = q6 + ((this->dy[(i + 6)] * (this->x[(i + 6)] - center)) + (this->dy[(i + 14)] * (this->x[(i + 14)] - center)));
            q7 = q7 + ((this->dy[(i + 7)] * (this->x[(i + 7)] - center)) + (this->dy[(i + 15)] * (this->x[(i + 15)] - center)));
         }
         for (int i = blocks; i<end; i++){
            rest = rest + this->dy[i];
            restOfXhat = restOfXhat + (this->dy[i] * (((this->x[i] - center) * scale) + shift));
            restOfCentered = restOfCentered + (this->dy[i] * (this->x[i] - center));
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
      }
   }
   int lane = org_normaudit_opencl_Float32PlaneSums__lane(this, 0);
   this->lanes[lane]  = s0;
   this->lanes[lane + 1]  = s1;
   this->lanes[lane + 2]  = s2;
   this->lanes[lane + 3]  = s3;
   this->lanes[lane + 4]  = s4;
   this->lanes[lane + 5]  = s5;
   this->lanes[lane + 6]  = s6;
   this->lanes[lane + 7]  = s7;
   this->lanes[lane + 8]  = rest;
   int laneOfXhat = org_normaudit_opencl_Float32PlaneSums__lane(this, 1);
   this->lanes[laneOfXhat]  = h0;
   this->lanes[laneOfXhat + 1]  = h1;
   this->lanes[laneOfXhat + 2]  = h2;
   this->lanes[laneOfXhat + 3]  = h3;
   this->lanes[laneOfXhat + 4]  = h4;
   this->lanes[laneOfXhat + 5]  = h5;
   this->lanes[laneOfXhat + 6]  = h6;
   this->lanes[laneOfXhat + 7]  = h7;
   this->lanes[laneOfXhat + 8]  = restOfXhat;
   int laneOfCentered = org_normaudit_opencl_Float32PlaneSums__lane(this, 2);
   this->lanes[laneOfCentered]  = q0;
   this->lanes[laneOfCentered + 1]  = q1;
   this->lanes[laneOfCentered + 2]  = q2;
   this->lanes[laneOfCentered + 3]  = q3;
   this->lanes[laneOfCentered + 4]  = q4;
   this->lanes[laneOfCentered + 5]  = q5;
   this->lanes[laneOfCentered + 6]  = q6;
   this->lanes[laneOfCentered + 7]  = q7;
   this->lanes[laneOfCentered + 8]  = restOfCentered;
   return;
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
void org_normaudit_opencl_Float32PlaneSums__addUpDeviations(This *this, int channel, int from, int to, float center){
   float s0 = 0.0f;
   float s1 = 0.0f;
   float s2 = 0.0f;
   float s3 = 0.0f;
   float s4 = 0.0f;
   float s5 = 0.0f;
   float s6 = 0.0f;
   float s7 = 0.0f;
   float q0 = 0.0f;
   float q1 = 0.0f;
   float q2 = 0.0f;
   float q3 = 0.0f;
   float q4 = 0.0f;
   float q5 = 0.0f;
   float q6 = 0.0f;
   float q7 = 0.0f;
   float rest = 0.0f;
   float restOfSquares = 0.0f;
   int gap = (this->channels - 1) * this->inner;
   int left = to - from;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, from);
   int run = min((this->inner - (from % this->inner)), left);
   while (left>0){
      {
         int end = start + run;
         int blocks = end - (run % 16);
         for (int i = start; i<blocks; i+=16){
            s0 = s0 + ((this->x[i] - center) + (this->x[(i + 8)] - center));
            s1 = s1 + ((this->x[(i + 1)] - center) + (this->x[(i + 9)] - center));
            s2 = s2 + ((this->x[(i + 2)] - center) + (this->x[(i + 10)] - center));
            s3 = s3 + ((this->x[(i + 3)] - center) + (this->x[(i + 11)] - center));
            s4 = s4 + ((this->x[(i + 4)] - center) + (this->x[(i + 12)] - center));
            s5 = s5 + ((this->x[(i + 5)] - center) + (this->x[(i + 13)] - center));
            s6 = s6 + ((this->x[(i + 6)] - center) + (this->x[(i + 14)] - center));
            s7 = s7 + ((this->x[(i + 7)] - center) + (this->x[(i + 15)] - center));
            q0 = q0 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[i] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 8)] - center)));
            q1 = q1 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 1)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 9)] - center)));
            q2 = q2 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 2)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 10)] - center)));
            q3 = q3 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 3)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 11)] - center)));
            q4 = q4 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 4)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 12)] - center)));
            q5 = q5 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 5)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 13)] - center)));
            q6 = q6 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 6)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 14)] - center)));
            q7 = q7 + (org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 7)] - center)) + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[(i + 15)] - center)));
         }
         for (int i = blocks; i<end; i++){
            rest = rest + (this->x[i] - center);
            restOfSquares = restOfSquares + org_normaudit_opencl_Float32PlaneSums__square(this, (this->x[i] - center));
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
      }
   }
   int lane = org_normaudit_opencl_Float32PlaneSums__lane(this, 0);
   this->lanes[lane]  = s0;
   this->lanes[lane + 1]  = s1;
   this->lanes[lane + 2]  = s2;
   this->lanes[lane + 3]  = s3;
   this->lanes[lane + 4]  = s4;
   this->lanes[lane + 5]  = s5;
   this->lanes[lane + 6]  = s6;
   this->lanes[lane + 7]  = s7;
   this->lanes[lane + 8]  = rest;
   int laneOfSquares = org_normaudit_opencl_Float32PlaneSums__lane(this, 1);
   this->lanes[laneOfSquares]  = q0;
   this->lanes[laneOfSquares + 1]  = q1;
   this->lanes[laneOfSquares + 2]  = q2;
   this->lanes[laneOfSquares + 3]  = q3;
   this->lanes[laneOfSquares + 4]  = q4;
   this->lanes[laneOfSquares + 5]  = q5;
   this->lanes[laneOfSquares + 6]  = q6;
   this->lanes[laneOfSquares + 7]  = q7;
   this->lanes[laneOfSquares + 8]  = restOfSquares;
   return;
}
void org_normaudit_opencl_Float32PlaneSums__addUp(This *this, int channel, int from, int to){
   float s0 = 0.0f;
   float s1 = 0.0f;
   float s2 = 0.0f;
   float s3 = 0.0f;
   float s4 = 0.0f;
   float s5 = 0.0f;
   float s6 = 0.0f;
   float s7 = 0.0f;
   float rest = 0.0f;
   int gap = (this->channels - 1) * this->inner;
   int left = to - from;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, from);
   int run = min((this->inner - (from % this->inner)), left);
   while (left>0){
      {
         int end = start + run;
         int blocks = end - (run % 16);
         for (int i = start; i<blocks; i+=16){
            s0 = s0 + (this->x[i] + this->x[(i + 8)]);
            s1 = s1 + (this->x[(i + 1)] + this->x[(i + 9)]);
            s2 = s2 + (this->x[(i + 2)] + this->x[(i + 10)]);
            s3 = s3 + (this->x[(i + 3)] + this->x[(i + 11)]);
            s4 = s4 + (this->x[(i + 4)] + this->x[(i + 12)]);
            s5 = s5 + (this->x[(i + 5)] + this->x[(i + 13)]);
            s6 = s6 + (this->x[(i + 6)] + this->x[(i + 14)]);
            s7 = s7 + (this->x[(i + 7)] + this->x[(i + 15)]);
         }
         for (int i = blocks; i<end; i++){
            rest = rest + this->x[i];
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
      }
   }
   int lane = org_normaudit_opencl_Float32PlaneSums__lane(this, 0);
   this->lanes[lane]  = s0;
   this->lanes[lane + 1]  = s1;
   this->lanes[lane + 2]  = s2;
   this->lanes[lane + 3]  = s3;
   this->lanes[lane + 4]  = s4;
   this->lanes[lane + 5]  = s5;
   this->lanes[lane + 6]  = s6;
   this->lanes[lane + 7]  = s7;
   this->lanes[lane + 8]  = rest;
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__rescale(This *this, int channel, int slice){
   float weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int left = org_normaudit_opencl_LayerKernel__lastOf(this, slice) - first;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, first);
   int run = min((this->inner - (first % this->inner)), left);
   int gap = (this->channels - 1) * this->inner;
   while (left>0){
      {
         int end = start + run;
         for (int i = start; i<end; i++){
            this->dx[i]  = this->dy[i] * weight;
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
      }
   }
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__pullBack(This *this, int channel, int slice){
   float center = this->saved[((0 * this->channels) + channel)];
   float weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   float meanDy = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float slope = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int left = org_normaudit_opencl_LayerKernel__lastOf(this, slice) - first;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, first);
   int run = min((this->inner - (first % this->inner)), left);
   int gap = (this->channels - 1) * this->inner;
   while (left>0){
      {
         int end = start + run;
         for (int i = start; i<end; i++){
            this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
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
void org_normaudit_opencl_Float32PlaneKernel__gradients(This *this, int channel, int slice){
   float center = this->saved[((0 * this->channels) + channel)];
   float scale = this->saved[((1 * this->channels) + channel)];
   float shift = this->saved[((2 * this->channels) + channel)];
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   float dbeta = 0.0f;
   float dgamma = 0.0f;
   float projection = 0.0f;
   for (int from = org_normaudit_opencl_LayerKernel__firstOf(this, slice); from<last; from = from + this->chunk){
      org_normaudit_opencl_Float32PlaneSums__addUpGradients(this, channel, from, min((from + this->chunk), last), center, scale, shift);
      dbeta = dbeta + org_normaudit_opencl_Float32PlaneSums__total(this, 0);
      dgamma = dgamma + org_normaudit_opencl_Float32PlaneSums__total(this, 1);
      projection = projection + org_normaudit_opencl_Float32PlaneSums__total(this, 2);
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = dbeta;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = dgamma;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = projection;
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__normalize(This *this, int channel, int slice){
   float center = this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)];
   float scale = this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)];
   float shift = this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)];
   float gamma = this->affine[channel];
   float beta = this->affine[(this->channels + channel)];
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int left = org_normaudit_opencl_LayerKernel__lastOf(this, slice) - first;
   int start = org_normaudit_opencl_Float32PlaneSums__index(this, channel, first);
   int run = min((this->inner - (first % this->inner)), left);
   int gap = (this->channels - 1) * this->inner;
   while (left>0){
      {
         int end = start + run;
         for (int i = start; i<end; i++){
            this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
         }
         left = left - run;
         start = end + gap;
         run = min(this->inner, left);
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
            org_normaudit_opencl_Float32PlaneSums__addUp(this, channel, from, to);
            center = org_normaudit_opencl_Float32PlaneSums__total(this, 0) / n;
         }
         org_normaudit_opencl_Float32PlaneSums__addUpDeviations(this, channel, from, to, center);
         float rest = org_normaudit_opencl_Float32PlaneSums__total(this, 0);
         float low = rest / n;
         org_normaudit_opencl_Float32Kernel__merge(this, org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel), (this->slices * this->channels), (float)(from - first), n, center, low, (org_normaudit_opencl_Float32PlaneSums__total(this, 1) - (rest * low)));
      }
   }
   return;
}
__kernel void run(
   int stride, 
   int units, 
   int inner, 
   int channels, 
   int share, 
   int count, 
   int slices, 
   __global float *lanes, 
   __global float *dy, 
   __global float *x, 
   int rule, 
   float take, 
   float keep, 
   __global float *partial, 
   __global float *affine, 
   __global float *saved, 
   __global float *dx, 
   float inverseCount, 
   __global float *gradient, 
   int chunk, 
   __global float *y, 
   __global float *state, 
   int before, 
   int training, 
   float epsilon, 
   int renorm, 
   float rMin, 
   float rMax, 
   float dMax, 
   float correction, 
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
   this->inner = inner;
   this->channels = channels;
   this->share = share;
   this->count = count;
   this->slices = slices;
   this->lanes = lanes;
   this->dy = dy;
   this->x = x;
   this->rule = rule;
   this->take = take;
   this->keep = keep;
   this->partial = partial;
   this->affine = affine;
   this->saved = saved;
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
               org_normaudit_opencl_Float32PlaneKernel__gradients(this, channel, slice);
            }
            if (this->apply==1){
               org_normaudit_opencl_Float32Kernel__finishBackward(this, channel, slice);
               if (this->training==1){
                  org_normaudit_opencl_Float32PlaneKernel__pullBack(this, channel, slice);
               } else {
                  org_normaudit_opencl_Float32PlaneKernel__rescale(this, channel, slice);
               }
            }
         }
      }
      return;
   }
}
