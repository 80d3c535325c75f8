package instances

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Folder is the environment variable that names the folder of the sets that do
// not come with the package: it holds batching/ with the archives, and there
// best_known/ with the tables.
const Folder = "PACKBENCH_PICKING_DATA"

var (
	//go:embed testdata/sprp/sprp_f1_2400.tar.gz
	sprp []byte
	//go:embed testdata/sprp/results_SPRP.csv
	sprpOneBlock []byte
	//go:embed testdata/sprp/results_SPRP_two_block.csv
	sprpTwoBlock []byte
)

// SPRP are the 2,400 single pick lists of Weidinger (2018) and of Goeke and
// Schneider (2021), in a warehouse of 1 or of 2 blocks, with the optimum that
// Hessler and Irnich (2024, doi 10.1287/ijoc.2023.0075) proved for each.
func SPRP(blocks int) ([]Instance, error) {
	all, err := readTar("the single pick lists", sprp)
	if err != nil {
		return nil, err
	}
	table, length := sprpOneBlock, "DP cost"
	if blocks == 2 {
		table, length = sprpTwoBlock, "objective"
	}
	rows, err := readTable(table, ',', 1)
	if err != nil {
		return nil, fmt.Errorf("reading the optima of the single pick lists: %w", err)
	}
	best := known{}
	for _, row := range rows {
		if err := best.put(sprpName(row), row[length], "true"); err != nil {
			return nil, err
		}
	}
	for i := range all {
		all[i].Blocks = blocks
	}
	return all, best.give(all, func(in Instance) string { return in.Name })
}

// sprpName is the file that a row speaks of: the one-block table has no names.
func sprpName(row map[string]string) string {
	if name := row["filename"]; name != "" {
		return name
	}
	return fmt.Sprintf("unit_F1_m%s_C%s_a%s_%s.txt", row["num aisles"], row["num cells"], row["num articles"], row["random seed"])
}

// BahceciOencan are 1,350 small cases of Bahceci and Oencan (2022), at most 12
// orders each, with the optimum of each.
func BahceciOencan(folder string) ([]Instance, error) {
	all, err := Read(filepath.Join(folder, "batching", "bahceci_oencan.tar.gz"))
	if err != nil {
		return nil, err
	}
	best := known{}
	rows, err := bestKnown(folder, "results_BahceciOencan.csv", 1)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if err := best.put(row["filename"], row["UB"], row["opt?"]); err != nil {
			return nil, err
		}
	}
	return all, best.give(all, func(in Instance) string { return in.Name })
}

// MuterOencan are 270 cases of Muter and Oencan (2015) with 20 to 100 orders; the
// best known are those of Wahlen and Gschwind (2023, doi 10.1287/trsc.2023.1198).
func MuterOencan(folder string) ([]Instance, error) {
	all, err := Read(filepath.Join(folder, "batching", "muter_oencan.tar.gz"))
	if err != nil {
		return nil, err
	}
	// The published lengths are those of aisles that begin 1.5 before their first
	// cell; the files say 1.
	for i := range all {
		all[i].Front, all[i].Back = 15, 15
	}
	best := known{}
	if err := best.detailed(folder, "detailedResults-MO.csv", ""); err != nil {
		return nil, err
	}
	return all, best.give(all, func(in Instance) string { return detailedKey("", in, 1) })
}

// HennWaescher are 575 cases of Henn et al. (2010) and of Henn and Waescher (2012)
// with 20 to 100 orders; the best known are those of Wahlen and Gschwind (2023).
func HennWaescher(folder string) ([]Instance, error) {
	all, err := Read(filepath.Join(folder, "batching", "henn_waescher_sample.tar.gz"))
	if err != nil {
		return nil, err
	}
	best := known{}
	for kind, table := range map[string]string{
		"class-based_Largest_Gap": "CBD_LargestGap",
		"class-based_S-Shape":     "CBD_Traversal",
		"uniform_Largest_Gap":     "UDD_LargestGap",
		"uniform_S-Shape":         "UDD_Traversal",
	} {
		if err := best.detailed(folder, "detailedResults-HW_"+table+".csv", kind); err != nil {
			return nil, err
		}
	}
	return all, best.give(all, func(in Instance) string { return detailedKey(path.Dir(in.Name), in, 0) })
}

// known are best known lengths by key.
type known map[string]struct {
	length int64
	proven bool
}

func (k known) put(key, length, proven string) error {
	n, err := tenths(length)
	if err != nil {
		return fmt.Errorf("reading the best known length of %s: %w", key, err)
	}
	k[key] = struct {
		length int64
		proven bool
	}{n, strings.EqualFold(proven, "true")}
	return nil
}

// detailed reads a table of Wahlen and Gschwind: three header rows (routing
// policy, method, column), of which we take the policy "optimal".
func (k known) detailed(folder, table, kind string) error {
	rows, err := bestKnown(folder, table, 3)
	if err != nil {
		return err
	}
	for _, row := range rows {
		key := strings.Join([]string{kind, row["capacity"], row["numOrders"], row["instNum"]}, ";")
		if err := k.put(key, row["optimal BKS"], row["optimal BKS_is_opt"]); err != nil {
			return err
		}
	}
	return nil
}

// detailedKey is the key of an instance there; its number is the last one of its
// name, and some tables count from 1.
func detailedKey(kind string, in Instance, from int) string {
	name := strings.TrimSuffix(path.Base(in.Name), ".txt")
	var number int
	if _, err := fmt.Sscan(name[strings.LastIndexAny(name, "-_")+1:], &number); err != nil {
		return in.Name
	}
	return fmt.Sprintf("%s;%d;%d;%d", kind, in.Capacity, len(in.Orders), number+from)
}

// give sets the best known length of each instance; one without is an error.
func (k known) give(all []Instance, key func(Instance) string) error {
	for i, in := range all {
		best, ok := k[key(in)]
		if !ok {
			return fmt.Errorf("no best known length of %s (looked for %q)", in.Name, key(in))
		}
		all[i].Best, all[i].Proven = best.length, best.proven
	}
	return nil
}

func bestKnown(folder, table string, header int) ([]map[string]string, error) {
	file := filepath.Join(folder, "batching", "best_known", table)
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading best known lengths: %w", err)
	}
	rows, err := readTable(text, ';', header)
	if err != nil {
		return nil, fmt.Errorf("reading best known lengths of %s: %w", file, err)
	}
	return rows, nil
}

// readTable reads rows by the names of their columns. Of several header rows the
// first and the last make up the name.
func readTable(text []byte, comma rune, header int) ([]map[string]string, error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma = comma
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(all) < header {
		return nil, fmt.Errorf("it has no header")
	}
	names := all[header-1]
	if header > 1 {
		for i, group := range all[0] {
			if group != "" {
				names[i] = group + " " + names[i]
			}
		}
	}
	// Where two methods have a column of one name, the first counts.
	var rows []map[string]string
	for _, cells := range all[header:] {
		row := make(map[string]string, len(names))
		for i, cell := range cells {
			if _, twice := row[names[i]]; !twice {
				row[names[i]] = cell
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
