// Package instances reads the warehouses, pick lists and orders on which
// researchers compare their methods, together with the best result that anybody
// has published for each. It is how we know that our walks are the shortest and
// how far our batches are from the best, without trusting ourselves. Only tests
// and benchmarks use it.
//
//	all, err := instances.SPRP(2)                  // stands in this package
//	all, err := instances.HennWaescher(folder)     // stands elsewhere
//
// The single pick lists (MIT licence, testdata/sprp/LICENSE) come with the
// package. The sets of orders may be used for research but not passed on: their
// folder is named by the environment variable in Folder, and who measures skips
// where it is unset.
package instances
