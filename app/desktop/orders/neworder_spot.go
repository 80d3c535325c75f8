package orders

// Spot is where the next thing that is typed goes. The model decides it, the
// view puts the keyboard there.
type Spot int

// The spots of a phone order, in the order of the conversation.
const (
	AtCaller Spot = iota
	AtName
	AtPhone
	AtStreet
	AtPostcode
	AtTown
	AtItem
	AtQty
	AtPrice
	AtShipName
	AtShipCompany
	AtShipStreet
	AtShipStreet2
	AtShipPostcode
	AtShipTown
	AtShipRegion
	AtShipCountry
	AtNote
	AtGift
	AtPay
	AtReference
	AtPlace
)

// newcomerSpots and shipSpots are the two little forms, in the order of Enter.
var (
	newcomerSpots = []Spot{AtName, AtPhone, AtStreet, AtPostcode, AtTown}
	shipSpots     = []Spot{AtShipName, AtShipCompany, AtShipStreet, AtShipStreet2, AtShipPostcode, AtShipTown, AtShipRegion, AtShipCountry}
)

// spotTitles are the labels of the fields.
var spotTitles = map[Spot]string{
	AtName: "Name", AtPhone: "Phone", AtStreet: "Street", AtPostcode: "Postcode", AtTown: "Town",
	AtShipName: "Name", AtShipCompany: "Company", AtShipStreet: "Street", AtShipStreet2: "Street 2",
	AtShipPostcode: "Postcode", AtShipTown: "Town", AtShipRegion: "County", AtShipCountry: "Country",
	AtNote: "Note", AtGift: "Gift note", AtReference: "Reference",
}

// Title is the label of the field at the spot, "" where it has none.
func (s Spot) Title() string { return spotTitles[s] }

// fieldSpots says which spot shows the fault of a field, for a newcomer and for
// an address that was typed.
func fieldSpot(field string, newcomer, shipTo bool) (Spot, bool) {
	switch field {
	case "customer":
		return AtCaller, true
	case "note":
		return AtNote, true
	case "gift note":
		return AtGift, true
	case "reference", "last four", "amount":
		return AtReference, true
	case "lines", "qty", "price":
		return AtItem, true
	case "phone":
		return AtPhone, newcomer
	}
	if shipTo {
		switch field {
		case "name":
			return AtShipName, true
		case "company":
			return AtShipCompany, true
		case "street":
			return AtShipStreet, true
		case "street 2":
			return AtShipStreet2, true
		case "city":
			return AtShipTown, true
		case "region":
			return AtShipRegion, true
		}
	}
	if newcomer {
		switch field {
		case "name":
			return AtName, true
		case "street":
			return AtStreet, true
		case "city":
			return AtTown, true
		}
	}
	return AtCaller, false
}
