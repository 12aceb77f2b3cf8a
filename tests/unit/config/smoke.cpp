#include "config/loader.hpp"
int main(int c,char**v){ std::vector<std::string> d(v+1,v+c); auto l=rmcp::config::load_policy(d,0); for(auto&x:l.diagnostics) puts(rmcp::to_string(x).c_str()); return !l.ok(); }
