package pii

import "mingshan/generator/base/diag"

// Title names a kind in both languages.
func Title(k Kind) diag.Msg {
	switch k {
	case ResidentID:
		return diag.Say("身份证号", "resident identity number")
	case CreditCode:
		return diag.Say("校验不对的统一社会信用代码", "unified social credit code with a wrong check character")
	case HongKongID:
		return diag.Say("香港身份证号", "Hong Kong identity card number")
	case TaiwanID:
		return diag.Say("台湾身份证或居留证号", "Taiwan identity or residence number")
	case Permit:
		return diag.Say("港澳台通行证号", "travel permit number")
	case Passport:
		return diag.Say("护照号", "passport number")
	case MRZ:
		return diag.Say("证件的机读码", "machine readable zone of a document")
	case Mobile:
		return diag.Say("手机号", "mobile number")
	case Landline:
		return diag.Say("未登记的固定电话或 400/800 号码", "telephone number that is in no register of public channels")
	case BankCard:
		return diag.Say("银行卡号", "bank card number")
	case Account:
		return diag.Say("账号", "account number")
	case Plate:
		return diag.Say("车牌号", "vehicle plate")
	case Email:
		return diag.Say("未登记的电子邮箱", "e-mail address that is in no register of public channels")
	case Handle:
		return diag.Say("微信号或 QQ 号", "WeChat or QQ name")
	}
	return lifeTitle(k)
}

func lifeTitle(k Kind) diag.Msg {
	switch k {
	case Address:
		return diag.Say("住址", "home address")
	case BirthDate:
		return diag.Say("出生日期", "date of birth")
	case Minor:
		return diag.Say("未成年人的姓名和年龄", "name and age of a child")
	case Name:
		return diag.Say("受助人等的姓名", "name of a person in need or close to one")
	case Coordinates:
		return diag.Say("精确的经纬度", "precise coordinates")
	case Mix:
		return diag.Say("疾病、村名和年龄写在一起", "illness, village and age together")
	case Microdata:
		return diag.Say("逐人数据", "table of persons")
	case Metadata:
		return diag.Say("图片文件里附带的信息", "data kept inside a picture file")
	}
	return diag.Say("个人信息", "personal data")
}

// Hint says what to do about a kind.
func Hint(k Kind) diag.Msg {
	switch k {
	case CreditCode:
		return diag.Say("核对这个代码；机构的代码校验通过后不会提示", "check the code; the valid code of an organisation raises no question")
	case Landline, Email:
		return diag.Say("公开渠道的号码和邮箱写进 data/registers/channels.csv；不是公开渠道的删去", "add what is a public channel to data/registers/channels.csv; remove what is not")
	case Address:
		return diag.Say("住址删去，只写到设区市；公开办公地址写进 data/registers/channels.csv 的 post_zh、post_en", "remove the home, name the city only; put a public office into post_zh and post_en of data/registers/channels.csv")
	case Minor:
		return diag.Say("用化名并写明“化名”，年龄用年龄段", "use a pseudonym that is marked as one, and an age band")
	case Name, Mix:
		return diag.Say("用化名并写明“化名”，不写村名和准确年龄；确属公开信息的，由数据保护岗写入 data/rules/pii-baseline.yaml", "use a marked pseudonym, no village and no exact age; what is public the data protection desk enters in data/rules/pii-baseline.yaml")
	case Coordinates:
		return diag.Say("最多保留一位小数，或只写区县", "keep one decimal at most, or name the county only")
	case Metadata:
		return diag.Say("网站上的图片会重新编码，不带这些信息；原件不要外传", "pictures on the site are encoded anew without it; do not pass the original on")
	case Microdata:
		return diag.Say("汇总成人数后再提交；逐人的表不要放进这个文件夹", "count people first; a table of persons does not belong in this folder")
	}
	return diag.Say("删去；个人信息不在本站公布", "remove it; the site publishes no personal data")
}

// Text is the sentence of a problem: the kind and the masked value.
func (f Finding) Text() diag.Msg {
	t := Title(f.Kind)
	return diag.Msg{ZH: "疑似" + t.ZH + "：" + f.Mask, EN: "seems to hold: " + t.EN + ", " + f.Mask}
}
