package vi_test

import (
	"fmt"

	"khobao/index/vi"
)

func ExampleTokens() {
	text := "Số 15/2020/NĐ-CP: hoà nhập 6.550 lượt"
	for _, t := range vi.Tokens(text) {
		fmt.Printf("%q is %s\n", text[t.Start:t.End], t.Term)
	}
	// Output:
	// "Số" is số
	// "15/2020/NĐ-CP" is 15/2020/nđ-cp
	// "hoà" is hòa
	// "nhập" is nhập
	// "6.550" is 6550
	// "lượt" is lượt
}

func ExampleLexicon_Words() {
	text := "Tuy nhiên ông Trần Văn Bình vẫn tiếp tục"
	tokens := vi.Tokens(text)
	for _, w := range vi.NewLexicon().Words(tokens, nil) {
		fmt.Println(text[tokens[w.First].Start:tokens[w.End-1].End])
	}
	// Output:
	// Tuy nhiên
	// ông
	// Trần Văn Bình
	// vẫn
	// tiếp tục
}
