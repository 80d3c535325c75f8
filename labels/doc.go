// Package labels is the shop's paper: product, location and shipping labels,
// their bar codes, the sheets and rolls they are stuck on, and the printers
// they come out of. What is printed is what the preview shows, bars sit on
// whole printer dots so that scanners read them, and no name a customer can
// type (emoji, Hebrew, Chinese, five hundred letters) stops a document from
// being made: what cannot be shown becomes a box, and a warning says so.
//
// A [Doc] is a list of pages in millimetres. It is filled through a [Canvas]
// ([Doc.AddPage]) or by the ready-made labels ([Sheet], [ShippingLabels]), and
// goes out as a PDF ([Doc.PDF]), as a picture for the window ([Raster]) or to a
// printer ([Submit]). [Doc.Warnings] lists what a person should know before
// printing.
//
// Hebrew and Arabic are put in reading order with the numbers in them intact;
// Arabic letters are not joined to each other yet.
package labels
