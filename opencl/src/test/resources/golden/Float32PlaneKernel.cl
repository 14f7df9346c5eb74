// Float32PlaneKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
typedef struct This_s{
   int stride;
   __global float *dx;
   __global float *dy;
   __global float *x;
   __global float *y;
   __global float *lanes;
   int inner;
   int channels;
   int turn;
   int share;
   int count;
   int chunk;
   int slices;
   int rule;
   float take;
   float keep;
   __global float *partial;
   __global float *affine;
   __global float *saved;
   int training;
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
   int reduce;
   int apply;
   int units;
   int width;
   int backward;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
int org_normaudit_opencl_Float32PlaneRuns__lane(This *this, int quantity){
   return(((((get_global_id(0) / this->stride) * 3) + quantity) * 16));
}
float org_normaudit_opencl_Float32PlaneRuns__square(This *this, float value){
   return((value * value));
}
void org_normaudit_opencl_Float32PlaneRuns__rescale(This *this, int start, int end, float weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = this->dy[i] * weight;
   }
   return;
}
void org_normaudit_opencl_Float32PlaneRuns__pullBack(This *this, int start, int end, float center, float meanDy, float slope, float weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
   }
   return;
}
void org_normaudit_opencl_Float32PlaneRuns__normalize(This *this, int start, int end, float center, float scale, float shift, float gamma, float beta){
   for (int i = start; i<end; i++){
      this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
   }
   return;
}
void org_normaudit_opencl_Float32PlaneRuns__addUpGradients(This *this, int start, int end, float center, float scale, float shift){
   int lane = org_normaudit_opencl_Float32PlaneRuns__lane(this, 0);
   int scaled = org_normaudit_opencl_Float32PlaneRuns__lane(this, 1);
   int centered = org_normaudit_opencl_Float32PlaneRuns__lane(this, 2);
   float s0 = this->lanes[lane];
   float s1 = this->lanes[(lane + 1)];
   float s2 = this->lanes[(lane + 2)];
   float s3 = this->lanes[(lane + 3)];
   float s4 = this->lanes[(lane + 4)];
   float s5 = this->lanes[(lane + 5)];
   float s6 = this->lanes[(lane + 6)];
   float s7 = this->lanes[(lane + 7)];
   float h0 = this->lanes[scaled];
   float h1 = this->lanes[(scaled + 1)];
   float h2 = this->lanes[(scaled + 2)];
   float h3 = this->lanes[(scaled + 3)];
   float h4 = this->lanes[(scaled + 4)];
   float h5 = this->lanes[(scaled + 5)];
   float h6 = this->lanes[(scaled + 6)];
   float h7 = this->lanes[(scaled + 7)];
   float q0 = this->lanes[centered];
   float q1 = this->lanes[(centered + 1)];
   float q2 = this->lanes[(centered + 2)];
   float q3 = this->lanes[(centered + 3)];
   float q4 = this->lanes[(centered + 4)];
   float q5 = this->lanes[(centered + 5)];
   float q6 = this->lanes[(centered + 6)];
   float q7 = this->lanes[(centered + 7)];
   float rest = this->lanes[(lane + 8)];
   float restOfScaled = this->lanes[(scaled + 8)];
   float restOfCentered = this->lanes[(centered + 8)];
   int blocks = end - ((end - start) % 16);
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
      restOfScaled = restOfScaled + (this->dy[i] * (((this->x[i] - center) * scale) + shift));
      restOfCentered = restOfCentered + (this->dy[i] * (this->x[i] - center));
   }
   this->lanes[lane]  = s0;
   this->lanes[lane + 1]  = s1;
   this->lanes[lane + 2]  = s2;
   this->lanes[lane + 3]  = s3;
   this->lanes[lane + 4]  = s4;
   this->lanes[lane + 5]  = s5;
   this->lanes[lane + 6]  = s6;
   this->lanes[lane + 7]  = s7;
   this->lanes[lane + 8]  = rest;
   this->lanes[scaled]  = h0;
   this->lanes[scaled + 1]  = h1;
   this->lanes[scaled + 2]  = h2;
   this->lanes[scaled + 3]  = h3;
   this->lanes[scaled + 4]  = h4;
   this->lanes[scaled + 5]  = h5;
   this->lanes[scaled + 6]  = h6;
   this->lanes[scaled + 7]  = h7;
   this->lanes[scaled + 8]  = restOfScaled;
   this->lanes[centered]  = q0;
   this->lanes[centered + 1]  = q1;
   this->lanes[centered + 2]  = q2;
   this->lanes[centered + 3]  = q3;
   this->lanes[centered + 4]  = q4;
   this->lanes[centered + 5]  = q5;
   this->lanes[centered + 6]  = q6;
   this->lanes[centered + 7]  = q7;
   this->lanes[centered + 8]  = restOfCentered;
   return;
}
void org_normaudit_opencl_Float32PlaneRuns__addUpDeviations(This *this, int start, int end, float center){
   int lane = org_normaudit_opencl_Float32PlaneRuns__lane(this, 0);
   int squares = org_normaudit_opencl_Float32PlaneRuns__lane(this, 1);
   float s0 = this->lanes[lane];
   float s1 = this->lanes[(lane + 1)];
   float s2 = this->lanes[(lane + 2)];
   float s3 = this->lanes[(lane + 3)];
   float s4 = this->lanes[(lane + 4)];
   float s5 = this->lanes[(lane + 5)];
   float s6 = this->lanes[(lane + 6)];
   float s7 = this->lanes[(lane + 7)];
   float q0 = this->lanes[squares];
   float q1 = this->lanes[(squares + 1)];
   float q2 = this->lanes[(squares + 2)];
   float q3 = this->lanes[(squares + 3)];
   float q4 = this->lanes[(squares + 4)];
   float q5 = this->lanes[(squares + 5)];
   float q6 = this->lanes[(squares + 6)];
   float q7 = this->lanes[(squares + 7)];
   float rest = this->lanes[(lane + 8)];
   float restOfSquares = this->lanes[(squares + 8)];
   int blocks = end - ((end - start) % 16);
   for (int i = start; i<blocks; i+=16){
      s0 = s0 + ((this->x[i] - center) + (this->x[(i + 8)] - center));
      s1 = s1 + ((this->x[(i + 1)] - center) + (this->x[(i + 9)] - center));
      s2 = s2 + ((this->x[(i + 2)] - center) + (this->x[(i + 10)] - center));
      s3 = s3 + ((this->x[(i + 3)] - center) + (this->x[(i + 11)] - center));
      s4 = s4 + ((this->x[(i + 4)] - center) + (this->x[(i + 12)] - center));
      s5 = s5 + ((this->x[(i + 5)] - center) + (this->x[(i + 13)] - center));
      s6 = s6 + ((this->x[(i + 6)] - center) + (this->x[(i + 14)] - center));
      s7 = s7 + ((this->x[(i + 7)] - center) + (this->x[(i + 15)] - center));
      q0 = q0 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[i] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 8)] - center)));
      q1 = q1 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 1)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 9)] - center)));
      q2 = q2 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 2)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 10)] - center)));
      q3 = q3 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 3)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 11)] - center)));
      q4 = q4 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 4)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 12)] - center)));
      q5 = q5 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 5)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 13)] - center)));
      q6 = q6 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 6)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 14)] - center)));
      q7 = q7 + (org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 7)] - center)) + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[(i + 15)] - center)));
   }
   for (int i = blocks; i<end; i++){
      rest = rest + (this->x[i] - center);
      restOfSquares = restOfSquares + org_normaudit_opencl_Float32PlaneRuns__square(this, (this->x[i] - center));
   }
   this->lanes[lane]  = s0;
   this->lanes[lane + 1]  = s1;
   this->lanes[lane + 2]  = s2;
   this->lanes[lane + 3]  = s3;
   this->lanes[lane + 4]  = s4;
   this->lanes[lane + 5]  = s5;
   this->lanes[lane + 6]  = s6;
   this->lanes[lane + 7]  = s7;
   this->lanes[lane + 8]  = rest;
   this->lanes[squares]  = q0;
   this->lanes[squares + 1]  = q1;
   this->lanes[squares + 2]  = q2;
   this->lanes[squares + 3]  = q3;
   this->lanes[squares + 4]  = q4;
   this->lanes[squares + 5]  = q5;
   this->lanes[squares + 6]  = q6;
   this->lanes[squares + 7]  = q7;
   this->lanes[squares + 8]  = restOfSquares;
   return;
}
void org_normaudit_opencl_Float32PlaneRuns__addUp(This *this, int start, int end){
   int lane = org_normaudit_opencl_Float32PlaneRuns__lane(this, 0);
   float s0 = this->lanes[lane];
   float s1 = this->lanes[(lane + 1)];
   float s2 = this->lanes[(lane + 2)];
   float s3 = this->lanes[(lane + 3)];
   float s4 = this->lanes[(lane + 4)];
   float s5 = this->lanes[(lane + 5)];
   float s6 = this->lanes[(lane + 6)];
   float s7 = this->lanes[(lane + 7)];
   float rest = this->lanes[(lane + 8)];
   int blocks = end - ((end - start) % 16);
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
void org_normaudit_opencl_Float32PlaneKernel__walk(This *this, int what, int channel, int from, int to, float a, float b, float c, float d, float e){
   int p = from;
   while (p<to){
      {
         int plane = p / this->inner;
         int start = p + (((plane * (this->channels - 1)) + channel) * this->inner);
         int end = (start + min(((plane * this->inner) + this->inner), to)) - p;
         if (what==0){
            org_normaudit_opencl_Float32PlaneRuns__addUp(this, start, end);
         }
         if (what==1){
            org_normaudit_opencl_Float32PlaneRuns__addUpDeviations(this, start, end, a);
         }
         if (what==2){
            org_normaudit_opencl_Float32PlaneRuns__addUpGradients(this, start, end, a, b, c);
         }
         if (what==3){
            org_normaudit_opencl_Float32PlaneRuns__normalize(this, start, end, a, b, c, d, e);
         }
         if (what==4){
            org_normaudit_opencl_Float32PlaneRuns__pullBack(this, start, end, a, b, c, d);
         }
         if (what==5){
            org_normaudit_opencl_Float32PlaneRuns__rescale(this, start, end, a);
         }
         p = p + (end - start);
      }
   }
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__walkStrands(This *this, int strands, int what, int channel, int from, int to, float a, float b, float c, float d, float e){
   int strand = (((to - from) + strands) - 1) / strands;
   for (int done = 0; done<strand; done = done + this->turn){
      int many = min(this->turn, (strand - done));
      for (int s = 0; s<strands; s++){
         {
            int p = (from + (s * strand)) + done;
            org_normaudit_opencl_Float32PlaneKernel__walk(this, what, channel, p, min((p + many), to), a, b, c, d, e);
         }
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
void org_normaudit_opencl_Float32PlaneKernel__walkBack(This *this, int what, int channel, int slice, float a, float b, float c, float d, float e){
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = first + ((((last - first) - 1) / this->chunk) * this->chunk); from>=first; from = from - this->chunk){
      org_normaudit_opencl_Float32PlaneKernel__walkStrands(this, 2, what, channel, from, min((from + this->chunk), last), a, b, c, d, e);
   }
   return;
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
float org_normaudit_opencl_Float32PlaneRuns__total(This *this, int quantity){
   int lane = org_normaudit_opencl_Float32PlaneRuns__lane(this, quantity);
   float sum = 0.0f;
   for (int k = 0; k<9; k++){
      sum = sum + this->lanes[(lane + k)];
   }
   return(sum);
}
void org_normaudit_opencl_Float32PlaneRuns__clear(This *this){
   int lane = org_normaudit_opencl_Float32PlaneRuns__lane(this, 0);
   for (int k = 0; k<48; k++){
      this->lanes[lane + k]  = 0.0f;
   }
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
void org_normaudit_opencl_Float32PlaneKernel__pullBackAll(This *this, int channel, int slice){
   float weight = this->affine[channel] * this->saved[((1 * this->channels) + channel)];
   if (this->training==1){
      org_normaudit_opencl_Float32PlaneKernel__walkBack(this, 4, channel, slice, this->saved[((0 * this->channels) + channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], weight, 0.0f);
   } else {
      org_normaudit_opencl_Float32PlaneKernel__walkBack(this, 5, channel, slice, weight, 0.0f, 0.0f, 0.0f, 0.0f);
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
      org_normaudit_opencl_Float32PlaneRuns__clear(this);
      org_normaudit_opencl_Float32PlaneKernel__walkStrands(this, 2, 2, channel, from, min((from + this->chunk), last), center, scale, shift, 0.0f, 0.0f);
      dbeta = dbeta + org_normaudit_opencl_Float32PlaneRuns__total(this, 0);
      dgamma = dgamma + org_normaudit_opencl_Float32PlaneRuns__total(this, 1);
      projection = projection + org_normaudit_opencl_Float32PlaneRuns__total(this, 2);
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = dbeta;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = dgamma;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = projection;
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__normalizeAll(This *this, int channel, int slice){
   org_normaudit_opencl_Float32PlaneKernel__walkBack(this, 3, channel, slice, this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)], this->affine[channel], this->affine[(this->channels + channel)]);
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
            org_normaudit_opencl_Float32PlaneRuns__clear(this);
            org_normaudit_opencl_Float32PlaneKernel__walkStrands(this, 4, 0, channel, from, to, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f);
            center = org_normaudit_opencl_Float32PlaneRuns__total(this, 0) / n;
         }
         org_normaudit_opencl_Float32PlaneRuns__clear(this);
         org_normaudit_opencl_Float32PlaneKernel__walkStrands(this, 4, 1, channel, from, to, center, 0.0f, 0.0f, 0.0f, 0.0f);
         float rest = org_normaudit_opencl_Float32PlaneRuns__total(this, 0);
         float low = rest / n;
         org_normaudit_opencl_Float32Kernel__merge(this, org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel), (this->slices * this->channels), (float)(from - first), n, center, low, (org_normaudit_opencl_Float32PlaneRuns__total(this, 1) - (rest * low)));
      }
   }
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__backward(This *this, int channel, int slice){
   if (this->reduce==1){
      org_normaudit_opencl_Float32PlaneKernel__gradients(this, channel, slice);
   }
   if (this->apply==1){
      org_normaudit_opencl_Float32Kernel__finishBackward(this, channel, slice);
      org_normaudit_opencl_Float32PlaneKernel__pullBackAll(this, channel, slice);
   }
   return;
}
void org_normaudit_opencl_Float32PlaneKernel__forward(This *this, int channel, int slice){
   if (this->reduce==1){
      org_normaudit_opencl_Float32PlaneKernel__moments(this, channel, slice);
   }
   if (this->apply==1){
      org_normaudit_opencl_Float32Kernel__finishForward(this, channel, slice);
      org_normaudit_opencl_Float32PlaneKernel__normalizeAll(this, channel, slice);
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
   int stride, 
   __global float *dx, 
   __global float *dy, 
   __global float *x, 
   __global float *y, 
   __global float *lanes, 
   int inner, 
   int channels, 
   int turn, 
   int share, 
   int count, 
   int chunk, 
   int slices, 
   int rule, 
   float take, 
   float keep, 
   __global float *partial, 
   __global float *affine, 
   __global float *saved, 
   int training, 
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
   int reduce, 
   int apply, 
   int units, 
   int width, 
   int backward, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->stride = stride;
   this->dx = dx;
   this->dy = dy;
   this->x = x;
   this->y = y;
   this->lanes = lanes;
   this->inner = inner;
   this->channels = channels;
   this->turn = turn;
   this->share = share;
   this->count = count;
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
   this->backward = backward;
   this->passid = passid;
   {
      int unit = org_normaudit_opencl_LayerKernel__unit(this);
      if (unit<this->units){
         int block = unit / this->slices;
         int slice = unit - (block * this->slices);
         int last = min(((block * this->width) + this->width), this->channels);
         for (int channel = block * this->width; channel<last; channel++){
            if (this->backward==0){
               org_normaudit_opencl_Float32PlaneKernel__forward(this, channel, slice);
            } else {
               org_normaudit_opencl_Float32PlaneKernel__backward(this, channel, slice);
            }
         }
      }
      return;
   }
}
