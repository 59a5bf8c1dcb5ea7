"""ours.py GOLD.conllu [MODEL]: our analysis of each gold sentence, rows replaced where the words are the same, else left out (heads _)."""
import sys, subprocess, os
sys.path.insert(0,'/tmp/t')
def sents(f):
    rows=[]
    for l in f:
        l=l.rstrip('\n')
        if l: rows.append(l.split('\t') if l[0]!='#' else [l])
        elif rows: yield rows; rows=[]
    if rows: yield rows
gold=list(sents(open(sys.argv[1])))
lang=sys.argv[2]
texts=[]
for s in gold:
    texts.append(next(r[0][9:] for r in s if r[0].startswith('# text = ')))
open('/tmp/t/ours.txt','w').write('\n\n'.join(t.replace('\n',' ') for t in texts)+'\n')
cmd=['/work/wt/teach/build/recoupe','analyse','/tmp/t/ours.txt','--format','conllu','--lang',lang]
if len(sys.argv)>3: cmd+=['--model',sys.argv[3]]
out=subprocess.run(cmd,capture_output=True,text=True).stdout
sys.stderr.write('')
# index our sentences by position in text
mine=list(sents(out.splitlines()+['']))
bytext={}
for s in mine:
    t=next(r[0][9:] for r in s if r[0].startswith('# text = '))
    bytext.setdefault(t.strip(),s)
ok=0
for g,t in zip(gold,texts):
    m=bytext.get(t.strip())
    gw=[r for r in g if len(r)==10 and r[0].isdigit()]
    mw=[r for r in m if len(r)==10 and r[0].isdigit()] if m else None
    if mw and [r[1].lower() for r in mw]==[r[1].lower() for r in gw]:
        ok+=1
        for a,b in zip(gw,mw): a[2:10]=b[2:10]
    else:
        for a in gw: a[2:10]=['_']*8
    for r in g: print('\t'.join(r))
    print()
sys.stderr.write('%d of %d sentences cut alike\n'%(ok,len(gold)))
