package main_test

// personalMistakes put personal data into the site: invented people, whose numbers have right check digits because the
// rules ask for them. What is found in a text, a cell, a name of a file or a baseline is told masked.
func personalMistakes() []mistake {
	const page, story = "content/pages/about/zh.md", "content/stories/noon/en.md"
	baseline := func(waiver string) func(*editor) {
		return put("data/rules/pii-baseline.yaml", "salt: any sixteen characters\nwaivers:\n"+waiver)
	}
	waiver := func(value, rule string) string {
		return "  - value: " + value + "\n    path: content/pages/about/zh.md\n    rule: " + rule + "\n    role: data protection desk\n    reason: {zh: 公开, en: public}\n    expires: 2027-06-30\n"
	}
	const hash = "0123456789abcdef0123456789abcdef"
	return []mistake{
		{"an identity number in a text", "pii/resident-id", add(page, "\n\n受助人身份证号 11010519491231002X。\n")},
		{"an identity number in full-width digits with strokes", "pii/resident-id", add(page, "\n\n号码１１０１０５－１９４９１２３１－００２Ｘ\n")},
		{"a card of Hong Kong", "pii/hongkong-id", add(page, "\n\n证件 A123456(3)\n")},
		{"a card of Taiwan", "pii/taiwan-id", add(page, "\n\n证件 A123456789\n")},
		{"a travel permit", "pii/permit", add(page, "\n\n回乡证 H01234567\n")},
		{"a passport", "pii/passport", add(page, "\n\n护照号码 E12345678\n")},
		{"the machine readable zone of a passport", "pii/mrz", add(page, "\n\n    P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n")},
		{"a mobile number in a text", "pii/mobile", add(story, "\n\nCall him: 138-0013-8000.\n")},
		{"a mobile number in Chinese digits", "pii/mobile", add(page, "\n\n一三八零零一三八零零零\n")},
		{"a mobile number in a cell", "pii/mobile", swap("data/registers/organizations.csv", "送热饭", "送热饭，找13800138000")},
		{"a mobile number in a facts file", "pii/mobile", swap("content/site.yaml", "zh: 请拨12345", "zh: 请拨13800138000")},
		{"a mobile number in the name of a file", "pii/mobile", put("content/pages/about/13800138000.png", tinyPNG())},
		{"a landline that no register lists", "pii/landline", add(page, "\n\n电话 0591-87654321\n")},
		{"a bank card", "pii/bank-card", add(page, "\n\n卡号 6222 0212 3456 7890 128\n")},
		{"a vehicle plate", "pii/plate", add(page, "\n\n车牌 闽A·12345\n")},
		{"an e-mail address that no register lists", "pii/email", add(page, "\n\n写信到 someone@mail.cn\n")},
		{"a WeChat name", "pii/handle", add(page, "\n\n微信号：someone_2026\n")},
		{"a home", "pii/address", add(page, "\n\n家住示范路12号3栋501室。\n")},
		{"a date of birth", "pii/birth-date", add(story, "\n\nShe was born on 7 March 2015.\n")},
		{"a child's name and age", "pii/minor", add(page, "\n\n王小虎（7岁）收到了书。\n")},
		{"coordinates of a house", "pii/coordinates", add(page, "\n\n位置 26.083451, 119.296532\n")},
		{"a table whose rows are persons", "pii/microdata", func(e *editor) {
			e.put(counts, "period,region,offices,charities,referred,helped,spent,median_days\n"+
				"2026Q2,350102,1,0,1,1,10200.50,12.5\n2026Q2,350105,1,0,1,1,6600,14\n2026Q2,350128,1,0,1,1,4000,9\n"+
				"2026Q2,350503,1,0,1,1,4000,9\n2026Q1,350102,1,0,1,1,4000,9\n2026Q1,350105,1,0,1,1,4000,9\n")
		}},
		{"a salt of three letters", "config/salt", put("data/rules/pii-baseline.yaml", "salt: abc\n")},
		{"a waiver that gives the value itself", "config/waiver-value", baseline(waiver("'13800138000'", "email"))},
		{"a waiver of a rule that does not exist", "pii/waiver-rule", baseline(waiver(hash, "shoe-size"))},
		{"a waiver for a telephone", "pii/waiver-never", baseline(waiver(hash, "mobile"))},
	}
}
