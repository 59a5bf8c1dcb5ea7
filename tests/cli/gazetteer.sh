. "$ROOT/tests/cli/lib.sh"

cat >AF.txt <<'END'
10000001	Tal-e Nahr	Tal-e Nahr	Tall-i Nahr,Telle Nahr	35.4	69.6	P	PPL	AF		42	4201			120		0	Asia/Kabul	2020-01-01
10000002	Kotal-e Nahr	Kotal-e Nahr		35.5	69.7	T	PASS	AF		42	4201			0		0	Asia/Kabul	2020-01-01
10000003	No Point	No Point		95	69.7	P	PPL	AF		42				0		0	Asia/Kabul	2020-01-01
too	short
10000004	Nahr Well	Nahr Well		35.5	69.7	H	WLL	AF		42				0		0	Asia/Kabul	2020-01-01
END
cat >names.txt <<'END'
1	10000001	fr	Colline-du-Ruisseau	1				
2	10000001	fa	Stalinnahr				1	1950	1992
3	10000001	link	https://example.org/x						
4	1140026	fr	Ville-des-Essais						
END
printf '\357\273\277' >cod.csv
cat >>cod.csv <<'END'
ADM2_EN,ADM2_FR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,center_lat,center_lon
#adm2+name,,#adm2+code,,,,
"Nahr-i-Khurd, ""Upper""",Nahr-le-Petit,AF4299,Panjsher,AF42,35.41,69.61
Nowhere,,,Panjsher,AF42,1,1
END
head='wof_id	geonames_id	wikidata	cc	placetype	name	lat	lon	region_id	county_id	population	is_current	geom_src	altnames(lang:name|..)'
{
    echo "$head"
    echo '900000001			af	locality	Sang-e Nahr	35.45	69.65			0	-1	x	fra/eng:Sangue-Nahr|lat:Petrafluvium|und:Kabul'
    echo '900000002			af	locality	Gone Nahr	35.45	69.65			0	0	x	'
} | gzip >wof.tsv.gz

run gazetteer list
expect_code 0 "no layers are a list of none"
run gazetteer import --as geo AF.txt names.txt
expect_code 1 "bad lines make a partial success"
expect_said 'AF.txt:3: no point on the Earth' "a bad line is named with its number"
expect_said 'AF.txt:4: fewer columns' "and so is the next"
run gazetteer import cod.csv
expect_code 1 "P-codes are read"
expect_said 'cod.csv:4: no name, or no P-code' "a row without a P-code is named"
run -q gazetteer import wof.tsv.gz
expect_code 0 "gzip is read"
run gazetteer list --csv
expect_printed '^geo,geonames alternates,3,' "GeoNames' places are a layer; wells are no places"
expect_printed '^cod,cod,2,' "so are P-codes"
expect_printed '^wof,wof,1,' "so is Who's On First, without what is gone"

# expect_place NAME PATTERN WHAT
expect_place() {
    run place "$1" --country AF --csv
    expect_printed "$2" "$3"
}
expect_place 'Tal-e Nahr' '35.4000,69.6000,120,known,geonames,10000001' "a place of a layer keeps its source and id"
expect_place 'col de Kotal-e Nahr' 'pass,site,Panjshir,AF,35.5000' "a pass is a pass, in the region of its code or its neighbours"
expect_place 'Colline du Ruisseau' '35.4000,69.6000' "a name of alternateNames is one of its place"
expect_place 'Stalinnahr' '35.4000,69.6000' "so is a name of former times"
expect_place 'Nahr le Petit' 'district,district,Panjsher,AF,35.4100,69.6100,,known,pcode,AF4299' "a unit keeps its P-code"
expect_place 'Sangue Nahr' '35.4500,69.6500,,known,wof,900000001' "a place of Who's On First keeps its id"
run place 'Petrafluvium'
expect_code 5 "learned names are left out"
run place Kaboul --csv
expect_printed '^[0-9.]*,taken,Kabul,capital' "a name given to a neighbour by mistake is not taken over"
run place 'Gone Nahr'
expect_code 5 "what no longer is, is not there"

printf 'Tell Nahr, 3 September 2021. Taliban fighters killed 12 soldiers in Tal-e Nahr, Panjshir, on Thursday, the army said.\n' >report.txt
run extract report.txt
expect_printed '"lat":35.4,' "extract knows places of layers"

run gazetteer import --as geo --kind wof AF.txt
expect_code 3 "a file of another form is refused"
run gazetteer list --csv
expect_printed '^geo,geonames alternates,3,' "and the layer of that name is as it was"
gzip -c AF.txt | head -c 150 >cut.gz
run gazetteer import cut.gz
expect_code 3 "a gzip file that was cut short is refused"
run gazetteer import --kind nothing AF.txt
expect_code 2 "an unknown kind is a wrong command line"
run gazetteer import --as ../x AF.txt
expect_code 2 "a name with a slash is refused"
run gazetteer remove geo
expect_code 0 "a layer can be removed"
run place 'Tal-e Nahr'
expect_code 5 "and its places are gone"
run gazetteer remove geo
expect_code 5 "what is not there cannot be removed"
echo x >"$RECOUPE_HOME/layers/wof.bin"
run place Kaboul
expect_said 'layers/wof.bin: shorter than a header; import the layer again' "a damaged layer is named"
expect_code 3 "and nothing is read with it"
run gazetteer remove wof

# ---- the user's own tables
mkdir -p "$WORK/mine/own"
printf '# columns:\tname\talternates\tkind\tlat\tlon\tcountry\tadmin1\tsource\nKabul\tKaboul-la-Mienne\tcapital\t34.6\t69.3\tAF\t\tme\nMy Ford\t\tbridge\t34.1\t69.1\tAF\t\tme\n' \
    >"$WORK/mine/own/places-supplement.tsv"
run place Kaboul --data "$WORK/mine" --csv
expect_printed 'taken,Kabul,capital,settlement,Kabul,AF,34.6000,69.3000.*,own,2' "an own place stands for ours, under all its names"
run place 'My Ford' --data "$WORK/mine" --csv
expect_printed 'bridge,site,.*34.1000,69.1000' "an own place is found"
run place 'Kaboul la Mienne' --data "$WORK/mine" --csv
expect_printed '34.6000' "so is its other name"
printf '# columns:\tname\talternates\tkind\tlat\tlon\tcountry\tadmin1\tsource\nX\t\tcastle\t1\t1\tAF\t\tme\n' \
    >"$WORK/mine/own/places-supplement.tsv"
run place Kaboul --data "$WORK/mine"
expect_said 'own/places-supplement.tsv:2: unknown kind' "a row that makes no sense is named"
rm "$WORK/mine/own/places-supplement.tsv"

grep '^# columns:' "$ROOT/data/outlets.tsv" >"$WORK/mine/own/outlets.tsv"
printf 'BBC News\tAuntie\tbbc.com\tbbcworld\tFR\tsite\tprivate\tno\t\thttps://example.org/\n' >>"$WORK/mine/own/outlets.tsv"
run outlet bbc.com --data "$WORK/mine" --csv
expect_printed '^BBC News,site,FR,private' "an own outlet stands for ours"
run outlet reuters.com --data "$WORK/mine" --csv
expect_printed '^Reuters,' "the others are as they were"
printf '# columns:\tparty\tkind\tcountry\trole\ten\tfr\tvalid_from\tvalid_to\tucdp\tsource\nFront of the Ford\t2\tAF\t\tFront of the Ford|FOTF\tFront du gué\t\t\t\tme\n' \
    >"$WORK/mine/own/actors.tsv"
run actor FOTF --data "$WORK/mine" --csv
expect_printed 'Front of the Ford' "an own actor is known"
run actor Taliban --data "$WORK/mine" --csv
expect_printed 'Taliban' "beside ours"
finish
