// Package reports is what goes into the box, on the picker's clipboard and to
// the accountant: packing slips, pick lists, count sheets and the carrier's
// list of parcels on paper, and spreadsheets of what the shop holds and did.
// Paper documents come on A4, Letter or 4 by 6 inch label stock; heads and page
// numbers are on every page, and no line is torn between two.
//
// Fill a plain struct ([PackingSlip], [PickList], [CountSheet], [Manifest]) and
// pass as many as there are to [PackingSlips], [PickLists], [CountSheets] or
// [Manifests]; the [labels.Doc] that comes back is previewed, saved or printed.
package reports
