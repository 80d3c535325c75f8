package main

// place is a town with the form of its postcodes (see fillIn) and of the phone
// numbers that its regulator keeps for drama.
type place struct{ city, region, code, phone string }

// land is what the addresses of a country are made of.
type land struct {
	names   string // key of names
	streets string // by commas
	line    string // form of the street line
	places  []place
}

// Forms of the street line.
const (
	houseFirst = "%s %s"
	roadComma  = "%[2]s, %[1]s"
	roadFirst  = "%[2]s %[1]s"
)

type nameList struct{ first, last, companies string }

var names = map[string]nameList{
	"british": {
		"Amelia Arthur Beatrice Callum Charlotte Daniel Eleanor Emma Fiona Frank George Grace Hannah Harriet Henry Imogen Isla Jack James Jean Joan Joseph Kate Laura Leo Lucy Margaret Martin Megan Michael Nadia Naomi Nigel Olivia Owen Patricia Paul Priya Rachel Rebecca Robert Rosie Ruth Samuel Sarah Simon Sophie Stephen Susan Tariq Thomas Victoria William Zoe",
		"Adams,Ahmed,Allen,Baker,Barnes,Begum,Bennett,Brown,Campbell,Carter,Clarke,Collins,Cooper,Cox,Davies,Edwards,Evans,Fisher,Foster,Graham,Gray,Green,Griffiths,Hall,Harris,Hughes,Hunt,Jackson,James,Jones,Kaur,Kelly,Khan,King,Lewis,Marshall,Mason,Mills,Moore,Morgan,Murphy,Murray,Palmer,Patel,Powell,Reid,Richards,Roberts,Robinson,Rogers,Scott,Shaw,Simpson,Smith,Stewart,Taylor,Thomas,Turner,Walker,Ward,Watson,White,Wilson,Wood,Wright,Young",
		"%s & Daughters,%s Gifts,The %s Gift Shop,%s Home & Garden,%s Cards and Crafts,%s Interiors,Little %s,%s Trading Ltd",
	},
	"german":  {"Anna Bernd Claudia Dieter Elke Frank Greta Hans Ingrid Jonas Karin Lena Markus Nina Oliver Petra Rolf Sabine Thomas Uwe", "Müller,Schmidt,Schneider,Fischer,Weber,Meyer,Wagner,Becker,Schulz,Hoffmann,Koch,Bauer,Richter,Klein,Wolf,Schröder,Neumann,Krüger", "%s Geschenke,%s GmbH,Haus %s,%s & Söhne"},
	"french":  {"Alice Antoine Camille Denis Élise François Gabriel Hélène Isabelle Julien Laure Luc Manon Nicolas Océane Pierre Sophie Thierry Valérie Yves", "Martin,Bernard,Dubois,Thomas,Robert,Richard,Petit,Durand,Leroy,Moreau,Simon,Laurent,Lefèvre,Michel,Garcia,Fournier", "Maison %s,Chez %s,Cadeaux %s,%s SARL"},
	"spanish": {"Alba Carlos Carmen Diego Elena Felipe Inés Javier Lucía Manuel Marta Pablo Pilar Rafael Sofía", "García,Fernández,González,Rodríguez,López,Martínez,Sánchez,Pérez,Gómez,Martín,Ruiz,Díaz", "Regalos %s,Casa %s,%s S.L."},
	"italian": {"Alessia Bruno Chiara Dario Elisa Fabio Giulia Luca Marta Nicola Paola Sergio", "Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco", "Casa %s,%s Regali,Bottega %s"},
	"iberian": {"Ana Beatriz Carla Duarte Filipa Hugo Inês João Luísa Miguel Rita Tiago", "Silva,Santos,Ferreira,Pereira,Oliveira,Costa,Rodrigues,Martins,Sousa,Almeida", "Loja %s,%s Presentes,Casa %s"},
	"dutch":   {"Anouk Bas Daan Eva Femke Hugo Inge Jan Kees Lotte Maarten Noor Pieter Sanne Tom", "de Jong,Jansen,de Vries,van den Berg,Bakker,Visser,Smit,Meijer,Mulder,Peeters,Janssens,Maes", "%s Cadeaus,Huis %s,%s BV"},
	"nordic":  {"Anders Birgit Elin Erik Freja Gunnar Ida Jens Kari Lars Maja Nils Olav Sigrid Sven Tuula", "Hansen,Johansen,Olsen,Andersson,Johansson,Karlsson,Nielsen,Jensen,Pedersen,Virtanen,Korhonen,Jónsson", "%s Gaver,%s Design,Hus %s"},
	"slavic":  {"Adam Anna Ewa Jakub Jana Karel Lukas Marta Ona Petra Tomas Zofia", "Novak,Kowalski,Nowak,Svoboda,Dvorak,Kazlauskas,Petrauskas,Wojcik", "%s Dom,%s Studio"},
	"greek":   {"Andreas Christina Dimitris Eleni Giorgos Ioanna Kostas Maria Nikos Sofia", "Papadopoulos,Georgiou,Ioannou,Nikolaou,Christodoulou,Vella,Borg", "%s Gifts,%s & Co"},
	"east":    {"Akira Haruka Kenji Mei Naoko Sakura Takeshi Yuki Wei Li", "Sato,Suzuki,Takahashi,Tanaka,Watanabe,Tan,Lim,Wong,Chan", "%s Trading,%s & Co"},
	"levant":  {"Ahmad Dana Fatima Hassan Layla Maya Omar Rami Salma Yousef", "Haddad,Khoury,Mansour,Nasser,Saleh,Levi,Cohen,Mizrahi", "%s Trading,%s Gifts"},
}

const (
	britishStreets = "Abbey Road,Bridge Street,Castle Street,Chapel Lane,Church Road,Elm Grove,Grange Road,Green Lane,High Street,Hill Rise,Kings Road,London Road,Manor Way,Market Place,Mill Lane,New Street,North Road,Oak Avenue,Orchard Close,Park Road,Queens Drive,Richmond Road,School Lane,Springfield Road,Station Road,Stoney Lane,The Crescent,Victoria Street,West Street,Windsor Terrace,York Road"
	germanStreets  = "Ahornweg,Bahnhofstraße,Bergstraße,Birkenweg,Dorfstraße,Gartenstraße,Goethestraße,Hauptstraße,Lindenallee,Mühlweg,Rosenweg,Schillerstraße,Schulstraße,Waldstraße"
	frenchStreets  = "rue de la Gare,rue des Écoles,rue Victor Hugo,avenue Jean Jaurès,rue du Moulin,place de l'Église,rue Pasteur,boulevard Voltaire,rue des Lilas,allée des Tilleuls"
	plainStreets   = "Garden Street,Main Street,Park Avenue,Hill Road,Lake Street,Station Street,Church Street,Market Street,Harbour Road,Mill Road"
	nordicStreets  = "Storgata,Kirkegade,Skolegatan,Parkvej,Havnegata,Bergsgatan,Strandvej,Kungsgatan"
	dutchStreets   = "Dorpsstraat,Kerkstraat,Molenweg,Schoolstraat,Stationsstraat,Nieuwstraat,Parklaan,Beukenlaan"
	spanishStreets = "Calle Mayor,Calle Real,Avenida de la Constitución,Calle del Sol,Calle Nueva,Plaza de España"
	italianStreets = "Via Roma,Via Garibaldi,Via Mazzini,Corso Italia,Via Dante,Via Verdi"
	iberianStreets = "Rua Direita,Rua da Igreja,Avenida da Liberdade,Rua do Comércio,Rua das Flores"
	slavicStreets  = "Lipowa,Szkolna,Ogrodowa,Nádražní,Zahradní,Gedimino,Vilniaus"
	greekStreets   = "Athinon,Makariou,Agiou Georgiou,Eleftherias,Triq il-Kbira"
)

// elsewhere is the number range of towns that Ofcom keeps none for.
const elsewhere = "01632 960###"

var lands = map[string]land{
	"GB": {"british", britishStreets, houseFirst, []place{
		{"London", "", "E# #??", "020 7946 0###"}, {"London", "", "N# #??", "020 7946 0###"}, {"London", "", "SE1# #??", "020 7946 0###"},
		{"London", "", "SW1# #??", "020 7946 0###"}, {"London", "", "W# #??", "020 7946 0###"}, {"London", "", "NW# #??", "020 7946 0###"},
		{"Leeds", "", "LS# #??", "0113 496 0###"}, {"Sheffield", "", "S# #??", "0114 496 0###"}, {"Nottingham", "", "NG# #??", "0115 496 0###"},
		{"Leicester", "", "LE# #??", "0116 496 0###"}, {"Bristol", "", "BS# #??", "0117 496 0###"}, {"Birmingham", "", "B1# #??", "0121 496 0###"},
		{"Edinburgh", "", "EH# #??", "0131 496 0###"}, {"Glasgow", "", "G1# #??", "0141 496 0###"}, {"Liverpool", "", "L1# #??", "0151 496 0###"},
		{"Manchester", "", "M1# #??", "0161 496 0###"}, {"Newcastle upon Tyne", "", "NE# #??", "0191 498 0###"}, {"Belfast", "", "BT# #??", "028 9018 0###"},
		{"Cardiff", "", "CF1# #??", "029 2018 0###"}, {"Aberdeen", "", "AB1# #??", elsewhere}, {"Bath", "Somerset", "BA1 #??", elsewhere},
		{"Brighton", "East Sussex", "BN1 #??", elsewhere}, {"Cambridge", "", "CB# #??", elsewhere}, {"Canterbury", "Kent", "CT1 #??", elsewhere},
		{"Carlisle", "Cumbria", "CA1 #??", elsewhere}, {"Chester", "Cheshire", "CH1 #??", elsewhere}, {"Coventry", "", "CV# #??", elsewhere},
		{"Derby", "", "DE1 #??", elsewhere}, {"Dundee", "", "DD# #??", elsewhere}, {"Exeter", "Devon", "EX# #??", elsewhere},
		{"Gloucester", "", "GL# #??", elsewhere}, {"Harrogate", "North Yorkshire", "HG1 #??", elsewhere}, {"Hereford", "", "HR1 #??", elsewhere},
		{"Hull", "", "HU# #??", elsewhere}, {"Inverness", "", "IV2 #??", elsewhere}, {"Ipswich", "Suffolk", "IP# #??", elsewhere},
		{"Kendal", "Cumbria", "LA9 #??", elsewhere}, {"Lincoln", "", "LN# #??", elsewhere}, {"Ludlow", "Shropshire", "SY8 #??", elsewhere},
		{"Norwich", "Norfolk", "NR# #??", elsewhere}, {"Oxford", "", "OX# #??", elsewhere}, {"Penzance", "Cornwall", "TR18 #??", elsewhere},
		{"Perth", "", "PH1 #??", elsewhere}, {"Plymouth", "Devon", "PL# #??", elsewhere}, {"Portsmouth", "Hampshire", "PO# #??", elsewhere},
		{"Preston", "Lancashire", "PR1 #??", elsewhere}, {"Reading", "Berkshire", "RG# #??", elsewhere}, {"Salisbury", "Wiltshire", "SP1 #??", elsewhere},
		{"Southampton", "Hampshire", "SO1# #??", elsewhere}, {"Stirling", "", "FK8 #??", elsewhere}, {"Swansea", "", "SA# #??", elsewhere},
		{"Truro", "Cornwall", "TR1 #??", elsewhere}, {"Winchester", "Hampshire", "SO23 #??", elsewhere}, {"Worcester", "", "WR# #??", elsewhere},
		{"York", "North Yorkshire", "YO1# #??", elsewhere},
	}},
	"JE": {"british", britishStreets, houseFirst, []place{{"St Helier", "", "JE2 #??", ""}, {"St Brelade", "", "JE3 #??", ""}}},
	"GG": {"british", britishStreets, houseFirst, []place{{"St Peter Port", "", "GY1 #??", ""}, {"St Sampson", "", "GY2 #??", ""}}},
	"IE": {"british", britishStreets, houseFirst, []place{{"Dublin 2", "", "D02 ^#^#", "020 91# ####"}, {"Cork", "", "T12 ^#^#", "020 91# ####"}, {"Galway", "", "H91 ^#^#", "020 91# ####"}, {"Limerick", "", "V94 ^#^#", "020 91# ####"}}},
	"DE": {"german", germanStreets, roadFirst, []place{{"Berlin", "", "10#1#", "030 23125 ###"}, {"Hamburg", "", "20#5#", "040 66969 ###"}, {"München", "", "80#3#", "089 99998 ###"}, {"Köln", "", "506##", "0221 4710 ###"}, {"Frankfurt am Main", "", "603##", "069 90009 ###"}, {"Dresden", "", "010##", "030 23125 ###"}, {"Freiburg", "", "791##", "089 99998 ###"}}},
	"AT": {"german", germanStreets, roadFirst, []place{{"Wien", "", "10#0", ""}, {"Graz", "", "80##", ""}, {"Salzburg", "", "502#", ""}}},
	"CH": {"german", germanStreets, roadFirst, []place{{"Zürich", "", "80##", ""}, {"Bern", "", "301#", ""}, {"Basel", "", "405#", ""}}},
	"FR": {"french", frenchStreets, houseFirst, []place{{"Paris", "", "7501#", "01 99 00 ## ##"}, {"Lyon", "", "6900#", "04 65 71 ## ##"}, {"Nantes", "", "44#00", "02 61 91 ## ##"}, {"Strasbourg", "", "67#00", "03 53 01 ## ##"}, {"Toulouse", "", "31#00", "05 36 49 ## ##"}, {"Bordeaux", "", "33#00", "05 36 49 ## ##"}}},
	"BE": {"dutch", dutchStreets, roadFirst, []place{{"Antwerpen", "", "20#0", ""}, {"Gent", "", "90##", ""}, {"Leuven", "", "30##", ""}}},
	"NL": {"dutch", dutchStreets, roadFirst, []place{{"Amsterdam", "", "101# AB", ""}, {"Utrecht", "", "351# CD", ""}, {"Rotterdam", "", "301# GH", ""}}},
	"ES": {"spanish", spanishStreets, roadFirst, []place{{"Madrid", "Madrid", "280##", ""}, {"Barcelona", "Barcelona", "080##", ""}, {"Valencia", "Valencia", "460##", ""}, {"Sevilla", "Sevilla", "410##", ""}}},
	"IT": {"italian", italianStreets, roadFirst, []place{{"Roma", "RM", "001##", ""}, {"Milano", "MI", "201##", ""}, {"Firenze", "FI", "501##", ""}, {"Torino", "TO", "101##", ""}}},
	"PT": {"iberian", iberianStreets, roadFirst, []place{{"Lisboa", "", "11##-1##", ""}, {"Porto", "", "40##-2##", ""}, {"Coimbra", "", "30##-1##", ""}}},
	"BR": {"iberian", iberianStreets, roadComma, []place{{"São Paulo", "SP", "01###-0##", ""}, {"Curitiba", "PR", "80###-0##", ""}}},
	"NO": {"nordic", nordicStreets, roadFirst, []place{{"Oslo", "", "01##", ""}, {"Bergen", "", "50##", ""}, {"Trondheim", "", "70##", ""}}},
	"SE": {"nordic", nordicStreets, roadFirst, []place{{"Stockholm", "", "11# 4#", "08-465 004 ##"}, {"Göteborg", "", "41# 0#", "031-390 06 ##"}, {"Malmö", "", "21# 2#", "040-628 04 ##"}}},
	"DK": {"nordic", nordicStreets, roadFirst, []place{{"København K", "", "10##", ""}, {"Aarhus", "", "80##", ""}, {"Odense", "", "50##", ""}}},
	"FI": {"nordic", nordicStreets, roadFirst, []place{{"Helsinki", "", "00#00", ""}, {"Tampere", "", "33#00", ""}, {"Turku", "", "20#00", ""}}},
	"IS": {"nordic", nordicStreets, roadFirst, []place{{"Reykjavík", "", "10#", ""}, {"Akureyri", "", "60#", ""}}},
	"PL": {"slavic", slavicStreets, roadFirst, []place{{"Warszawa", "", "00-1##", ""}, {"Kraków", "", "30-0##", ""}, {"Gdańsk", "", "80-2##", ""}}},
	"CZ": {"slavic", slavicStreets, roadFirst, []place{{"Praha", "", "11# 00", ""}, {"Brno", "", "60# 00", ""}}},
	"LT": {"slavic", slavicStreets, roadFirst, []place{{"Vilnius", "", "LT-01###", ""}, {"Kaunas", "", "LT-44###", ""}}},
	"GR": {"greek", greekStreets, roadFirst, []place{{"Athina", "", "10# ##", ""}, {"Thessaloniki", "", "54# ##", ""}}},
	"CY": {"greek", greekStreets, roadFirst, []place{{"Nicosia", "", "10##", ""}, {"Limassol", "", "30##", ""}}},
	"MT": {"greek", greekStreets, roadComma, []place{{"Valletta", "", "VLT 1###", ""}, {"Sliema", "", "SLM 1###", ""}}},
	"JP": {"east", plainStreets, houseFirst, []place{{"Chiyoda-ku", "Tokyo", "100-00##", ""}, {"Kita-ku", "Osaka", "530-00##", ""}}},
	"SG": {"east", plainStreets, houseFirst, []place{{"Singapore", "", "0489##", ""}, {"Singapore", "", "2388##", ""}}},
	"HK": {"east", plainStreets, houseFirst, []place{{"Central", "Hong Kong Island", "", ""}, {"Mong Kok", "Kowloon", "", ""}}},
	"US": {"british", plainStreets, houseFirst, []place{{"New York", "NY", "100##", "212-555-01##"}, {"Austin", "TX", "787##", "512-555-01##"}, {"Portland", "OR", "972##", "503-555-01##"}, {"Chicago", "IL", "606##", "312-555-01##"}}},
	"CA": {"british", plainStreets, houseFirst, []place{{"Toronto", "ON", "M5V #A#", "416-555-01##"}, {"Vancouver", "BC", "V6B #C#", "604-555-01##"}, {"Halifax", "NS", "B3J #E#", "902-555-01##"}}},
	"AU": {"british", plainStreets, houseFirst, []place{{"Sydney", "NSW", "20##", "(02) 5550 ####"}, {"Melbourne", "VIC", "30##", "(03) 5550 ####"}, {"Brisbane", "QLD", "40##", "(07) 5550 ####"}}},
	"ZA": {"british", plainStreets, houseFirst, []place{{"Cape Town", "", "80##", ""}, {"Durban", "", "40##", ""}}},
	"IL": {"levant", plainStreets, houseFirst, []place{{"Tel Aviv", "", "61#####", ""}, {"Haifa", "", "31#####", ""}}},
	"LB": {"levant", plainStreets, houseFirst, []place{{"Beirut", "", "2038 3###", ""}, {"Tripoli", "", "1300 ####", ""}}},
	"AE": {"levant", plainStreets, houseFirst, []place{{"Dubai", "Dubai", "", ""}, {"Abu Dhabi", "Abu Dhabi", "", ""}}},
	"SA": {"levant", plainStreets, houseFirst, []place{{"Riyadh", "", "115##", ""}, {"Jeddah", "", "214##", ""}}},
	"BH": {"levant", plainStreets, houseFirst, []place{{"Manama", "", "3##", ""}, {"Muharraq", "", "2##", ""}}},
}
