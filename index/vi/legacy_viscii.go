package vi

import "strings"

// visciiTable is RFC 1456. Six rare capitals took the places of control characters.
const visciiTable = `
02Ẳ 05ẴẪ 14Ỷ 19Ỹ 1EỴ
80ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ
90ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ
A0Õắằặấầẩậẽẹếềểễệố
B0ồổỗỠƠộờởịỰỨỪỬơớƯ
C0ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ
D0ĐứÒÓÔạỷừửÙÚỹỵÝỡư
E0àáâãảăữẫèéêẻìíĩỉ
F0đựòóôõỏọụùúũủýợỮ
`

var viscii = newByteTable(VISCII, visciiTable)

func decodeVISCII(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/2)
	for _, c := range b {
		s.WriteRune(viscii.char[c])
	}
	return NFC(s.String())
}

func encodeVISCII(text string) ([]byte, error) { return viscii.encode(text) }
