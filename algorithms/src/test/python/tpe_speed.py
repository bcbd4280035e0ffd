import optuna, time, sys
optuna.logging.set_verbosity(optuna.logging.ERROR)
def obj(t):
    s=0
    for i in range(6): s+=(t.suggest_float(f"x{i}",-5,5)-1)**2
    lr=t.suggest_float("lr",1e-5,1e-1,log=True)
    n=t.suggest_int("n",1,16)
    a=t.suggest_categorical("a",["p","q","r"]); b=t.suggest_categorical("b",["u","v","w","z"])
    import math
    return s+(math.log10(lr)+3)**2+(n-5)**2/10+(a!="q")+(b!="w")
st=optuna.create_study(sampler=optuna.samplers.TPESampler(seed=1))
t0=time.time(); last=t0
for k in (1000,2000,4000):
    st.optimize(obj,n_trials=k-len(st.trials)); now=time.time()
    print(k, now-last, time.process_time(), st.best_value, flush=True); last=now
