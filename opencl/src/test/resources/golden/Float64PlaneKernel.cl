// Float64PlaneKernel as Aparapi 3.0.2 writes it from class files for Java 17.
// Written by: mvn test -pl opencl -am -Dtest=GeneratedOpenClTest -Dnormaudit.golden=write -Dsurefire.failIfNoSpecifiedTests=false
#pragma OPENCL EXTENSION cl_khr_fp64 : enable

typedef struct This_s{
   int stride;
   __global double *dx;
   __global double *dy;
   __global double *x;
   __global double *y;
   __global double *lanes;
   int inner;
   int channels;
   int turn;
   int share;
   int count;
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
   int backward;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
int org_normaudit_opencl_Float64PlaneRuns__lane(This *this, int quantity){
   return(((((get_global_id(0) / this->stride) * 3) + quantity) * 16));
}
double org_normaudit_opencl_Float64PlaneRuns__square(This *this, double value){
   return((value * value));
}
void org_normaudit_opencl_Float64PlaneRuns__rescale(This *this, int start, int end, double weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = this->dy[i] * weight;
   }
   return;
}
void org_normaudit_opencl_Float64PlaneRuns__pullBack(This *this, int start, int end, double center, double meanDy, double slope, double weight){
   for (int i = start; i<end; i++){
      this->dx[i]  = ((this->dy[i] - meanDy) - ((this->x[i] - center) * slope)) * weight;
   }
   return;
}
void org_normaudit_opencl_Float64PlaneRuns__normalize(This *this, int start, int end, double center, double scale, double shift, double gamma, double beta){
   for (int i = start; i<end; i++){
      this->y[i]  = ((((this->x[i] - center) * scale) + shift) * gamma) + beta;
   }
   return;
}
void org_normaudit_opencl_Float64PlaneRuns__addUpGradients(This *this, int start, int end, double center, double scale, double shift){
   int lane = org_normaudit_opencl_Float64PlaneRuns__lane(this, 0);
   int scaled = org_normaudit_opencl_Float64PlaneRuns__lane(this, 1);
   int centered = org_normaudit_opencl_Float64PlaneRuns__lane(this, 2);
   double s0 = this->lanes[lane];
   double s1 = this->lanes[(lane + 1)];
   double s2 = this->lanes[(lane + 2)];
   double s3 = this->lanes[(lane + 3)];
   double s4 = this->lanes[(lane + 4)];
   double s5 = this->lanes[(lane + 5)];
   double s6 = this->lanes[(lane + 6)];
   double s7 = this->lanes[(lane + 7)];
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
   double rest = this->lanes[(lane + 8)];
   double restOfScaled = this->lanes[(scaled + 8)];
   double restOfCentered = this->lanes[(centered + 8)];
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
void org_normaudit_opencl_Float64PlaneRuns__addUpDeviations(This *this, int start, int end, double center){
   int lane = org_normaudit_opencl_Float64PlaneRuns__lane(this, 0);
   int squares = org_normaudit_opencl_Float64PlaneRuns__lane(this, 1);
   double s0 = this->lanes[lane];
   double s1 = this->lanes[(lane + 1)];
   double s2 = this->lanes[(lane + 2)];
   double s3 = this->lanes[(lane + 3)];
   double s4 = this->lanes[(lane + 4)];
   double s5 = this->lanes[(lane + 5)];
   double s6 = this->lanes[(lane + 6)];
   double s7 = this->lanes[(lane + 7)];
   double q0 = this->lanes[squares];
   double q1 = this->lanes[(squares + 1)];
   double q2 = this->lanes[(squares + 2)];
   double q3 = this->lanes[(squares + 3)];
   double q4 = this->lanes[(squares + 4)];
   double q5 = this->lanes[(squares + 5)];
   double q6 = this->lanes[(squares + 6)];
   double q7 = this->lanes[(squares + 7)];
   double rest = this->lanes[(lane + 8)];
   double restOfSquares = this->lanes[(squares + 8)];
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
      q0 = q0 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[i] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 8)] - center)));
      q1 = q1 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 1)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 9)] - center)));
      q2 = q2 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 2)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 10)] - center)));
      q3 = q3 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 3)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 11)] - center)));
      q4 = q4 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 4)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 12)] - center)));
      q5 = q5 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 5)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 13)] - center)));
      q6 = q6 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 6)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 14)] - center)));
      q7 = q7 + (org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 7)] - center)) + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[(i + 15)] - center)));
   }
   for (int i = blocks; i<end; i++){
      rest = rest + (this->x[i] - center);
      restOfSquares = restOfSquares + org_normaudit_opencl_Float64PlaneRuns__square(this, (this->x[i] - center));
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
void org_normaudit_opencl_Float64PlaneRuns__addUp(This *this, int start, int end){
   int lane = org_normaudit_opencl_Float64PlaneRuns__lane(this, 0);
   double s0 = this->lanes[lane];
   double s1 = this->lanes[(lane + 1)];
   double s2 = this->lanes[(lane + 2)];
   double s3 = this->lanes[(lane + 3)];
   double s4 = this->lanes[(lane + 4)];
   double s5 = this->lanes[(lane + 5)];
   double s6 = this->lanes[(lane + 6)];
   double s7 = this->lanes[(lane + 7)];
   double rest = this->lanes[(lane + 8)];
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
void org_normaudit_opencl_Float64PlaneKernel__walk(This *this, int what, int channel, int from, int to, double a, double b, double c, double d, double e){
   int p = from;
   while (p<to){
      {
         int plane = p / this->inner;
         int start = p + (((plane * (this->channels - 1)) + channel) * this->inner);
         int end = (start + min(((plane * this->inner) + this->inner), to)) - p;
         if (what==0){
            org_normaudit_opencl_Float64PlaneRuns__addUp(this, start, end);
         }
         if (what==1){
            org_normaudit_opencl_Float64PlaneRuns__addUpDeviations(this, start, end, a);
         }
         if (what==2){
            org_normaudit_opencl_Float64PlaneRuns__addUpGradients(this, start, end, a, b, c);
         }
         if (what==3){
            org_normaudit_opencl_Float64PlaneRuns__normalize(this, start, end, a, b, c, d, e);
         }
         if (what==4){
            org_normaudit_opencl_Float64PlaneRuns__pullBack(this, start, end, a, b, c, d);
         }
         if (what==5){
            org_normaudit_opencl_Float64PlaneRuns__rescale(this, start, end, a);
         }
         p = p + (end - start);
      }
   }
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__walkStrands(This *this, int strands, int what, int channel, int from, int to, double a, double b, double c, double d, double e){
   int strand = (((to - from) + strands) - 1) / strands;
   for (int done = 0; done<strand; done = done + this->turn){
      int many = min(this->turn, (strand - done));
      for (int s = 0; s<strands; s++){
         {
            int p = (from + (s * strand)) + done;
            org_normaudit_opencl_Float64PlaneKernel__walk(this, what, channel, p, min((p + many), to), a, b, c, d, e);
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
void org_normaudit_opencl_Float64PlaneKernel__walkBack(This *this, int what, int channel, int slice, double a, double b, double c, double d, double e){
   int first = org_normaudit_opencl_LayerKernel__firstOf(this, slice);
   int last = org_normaudit_opencl_LayerKernel__lastOf(this, slice);
   for (int from = first + ((((last - first) - 1) / this->chunk) * this->chunk); from>=first; from = from - this->chunk){
      org_normaudit_opencl_Float64PlaneKernel__walkStrands(this, 2, what, channel, from, min((from + this->chunk), last), a, b, c, d, e);
   }
   return;
}
int org_normaudit_opencl_LayerKernel__at(This *this, int row, int slice, int channel){
   return(((((row * this->slices) + slice) * this->channels) + channel));
}
double org_normaudit_opencl_Float64PlaneRuns__total(This *this, int quantity){
   int lane = org_normaudit_opencl_Float64PlaneRuns__lane(this, quantity);
   double sum = 0.0;
   for (int k = 0; k<9; k++){
      sum = sum + this->lanes[(lane + k)];
   }
   return(sum);
}
void org_normaudit_opencl_Float64PlaneRuns__clear(This *this){
   int lane = org_normaudit_opencl_Float64PlaneRuns__lane(this, 0);
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
      org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 4, channel, slice, this->saved[((0 * this->channels) + channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], weight, 0.0);
   } else {
      org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 5, channel, slice, weight, 0.0, 0.0, 0.0, 0.0);
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
      org_normaudit_opencl_Float64PlaneRuns__clear(this);
      org_normaudit_opencl_Float64PlaneKernel__walkStrands(this, 2, 2, channel, from, min((from + this->chunk), last), center, scale, shift, 0.0, 0.0);
      dbeta = dbeta + org_normaudit_opencl_Float64PlaneRuns__total(this, 0);
      dgamma = dgamma + org_normaudit_opencl_Float64PlaneRuns__total(this, 1);
      projection = projection + org_normaudit_opencl_Float64PlaneRuns__total(this, 2);
   }
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel)]  = dbeta;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 1, slice, channel)]  = dgamma;
   this->partial[org_normaudit_opencl_LayerKernel__at(this, 2, slice, channel)]  = projection;
   return;
}
void org_normaudit_opencl_Float64PlaneKernel__normalizeAll(This *this, int channel, int slice){
   org_normaudit_opencl_Float64PlaneKernel__walkBack(this, 3, channel, slice, this->partial[org_normaudit_opencl_LayerKernel__at(this, 6, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 7, slice, channel)], this->partial[org_normaudit_opencl_LayerKernel__at(this, 8, slice, channel)], this->affine[channel], this->affine[(this->channels + channel)]);
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
            org_normaudit_opencl_Float64PlaneRuns__clear(this);
            org_normaudit_opencl_Float64PlaneKernel__walkStrands(this, 4, 0, channel, from, to, 0.0, 0.0, 0.0, 0.0, 0.0);
            center = org_normaudit_opencl_Float64PlaneRuns__total(this, 0) / n;
         }
         org_normaudit_opencl_Float64PlaneRuns__clear(this);
         org_normaudit_opencl_Float64PlaneKernel__walkStrands(this, 4, 1, channel, from, to, center, 0.0, 0.0, 0.0, 0.0);
         double rest = org_normaudit_opencl_Float64PlaneRuns__total(this, 0);
         double low = rest / n;
         org_normaudit_opencl_Float64Kernel__merge(this, org_normaudit_opencl_LayerKernel__at(this, 0, slice, channel), (this->slices * this->channels), (double)(from - first), n, center, low, (org_normaudit_opencl_Float64PlaneRuns__total(this, 1) - (rest * low)));
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
   if (this->reduce==1){
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
   int stride, 
   __global double *dx, 
   __global double *dy, 
   __global double *x, 
   __global double *y, 
   __global double *lanes, 
   int inner, 
   int channels, 
   int turn, 
   int share, 
   int count, 
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
               org_normaudit_opencl_Float64PlaneKernel__forward(this, channel, slice);
            } else {
               org_normaudit_opencl_Float64PlaneKernel__backward(this, channel, slice);
            }
         }
      }
      return;
   }
}
