package pii

import "strings"

// surnames are the common ones, which nine in ten people have.
const surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边巫连饶"

const doubleSurnames = " 欧阳 上官 司马 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 张简 范姜 "

// notNames are words that begin like a name.
const notNames = ` 方案 方面 方式 方法 方便 方可 方向 方能 许多 许可 高中 高龄 高校 高等 高级 高温 高于 高度 高考 成人 成年 成立 成都 
 成员 成为 成长 成绩 安全 安排 安置 安徽 安溪 安心 万元 万人 万户 万余 江西 江苏 江阴 周岁 周边 周期 周年 周末 周一 
 周二 周三 周四 周五 周六 周日 周到 温州 温暖 温馨 常住 常年 常见 常委 常态 常用 应当 项目 项下 关于 关爱 关心 关注 
 关系 关怀 关键 时间 时期 时候 时段 时应 时起 年龄 包括 包含 包裹 马上 马尾 白天 石狮 石油 田地 路径 路费 路上 黄山 
 华安 华侨 强化 强调 强制 车辆 车费 车站 文化 文件 文明 文字 文艺 左右 曾经 向上 向社 向其 向所 向民 任何 任务 任职 
 任意 严格 严重 严禁 司法 司机 余额 余人 余元 余下 段时 易地 易懂 单位 单亲 单独 单次 单一 单个 连续 连同 连城 连江 
 范围 范本 解决 解释 解除 管理 管护 管辖 纪律 纪检 纪委 齐全 齐心 康复 康养 盛大 金额 金融 金秋 夏季 夏令 夏天 季度 
 季节 谢谢 游客 游戏 阳光 关闭 成功 曲折 费用 席位 查询 查看 查阅 查明 查实 卫生 卫健 景区 景点 薄弱 包干 宁德 宁化 
 房屋 房产 房租 边缘 边远 边界 于是 于年 于次 于每 于本 于上 何时 何种 何人 何地 家庭 本人 史料 龙岩 龙海 雷电 汤药 
 武平 武夷 易于 金银 白云 牛奶 牛肉 向前 路线 路程 莫大 庄重 左侧 右侧 毕业 常规 成效 成本 成果 方圆 林业 林区 林地 
 洪水 洪涝 施工 施行 施救 陶瓷 顾客 顾问 万一 钱款 钱物 江河 孔子 孟子 强烈 童年 童装 童话 管委 祝福 祝愿 舒适 申请 
 申报 申诉 申领 申办 伍佰 陆佰 陆续 陆仟 万事 葛根 梅花 梅列 连线 游泳 霍乱 甘肃 甘蔗 桂圆 柴火 华人 车间 车位 冉冉 
 时刻 解答 位于 位置 位数 管道 查找 查证 植物 植树 成家 曾在 曾获 曾有 常常 安装 安静 乔迁 任课 任期 文书 文本 文体 
 高山 高楼 高新 万能 石材 石碑 田间 田野 马路 马匹 方言 江边 白色 白领 黄色 黄金 金属 马拉 段落 颜色 严峻 康乐 温饱 
 温泉 章程 章节 向导 关口 关联 关停 关照 项链 时代 时常 时效 时限 时长 时事 成熟 成套 成品 成分 成语 车票 车牌 连接 
 连带 强弱 强项 边境 边角 林木 童书 辛苦 辛勤 左邻 管用 苏区 苏打 鲁班 尤其 尤为 尤溪 焦虑 焦点 祁门 费率 岳父 岳母 
 毕竟 柳州 常备 `

// titles follow a surname and make no name of it.
const titles = " 先生 女士 小姐 老师 主任 科长 局长 处长 院长 校长 书记 同学 师傅 医生 大夫 护士 厅长 部长 站长 镇长 村长 县长 市长 区长 省长 会长 所长 队长 经理 公司 阿姨 大爷 大妈 大叔 奶奶 爷爷 叔叔 伯伯 婆婆 阿婆 老 氏 家 姓 总 工 科 局 处 "

// nameEnding looks for a full Chinese name that ends before the glyph; it begins where a word can begin.
func (l *line) nameEnding(end int) (span, bool) {
	for _, n := range []int{4, 3, 2} {
		at := span{end - n, end}
		if at.from < 0 || !l.name(at) {
			continue
		}
		if before := l.rune(at.from - 1); !han(before) || l.introduced(at.from) {
			return at, true
		}
	}
	return span{}, false
}

// nameBeginning looks for a full Chinese name that begins at the glyph; it ends where a word can end.
func (l *line) nameBeginning(from int) (span, bool) {
	for _, n := range []int{4, 3, 2} {
		at := span{from, from + n}
		if at.to > len(l.g) || !l.name(at) {
			continue
		}
		next := l.rune(at.to)
		if !han(next) || strings.ContainsRune("的说是在因和与及向于从对为被患表告来去今现家同男女等有没已也曾正自由经由其", next) {
			return at, true
		}
	}
	return span{}, false
}

// name reports that the glyphs can be a surname and one or two given characters.
func (l *line) name(at span) bool {
	s := l.words(at.from, at.to)
	r := []rune(s)
	for _, c := range r {
		if !han(c) {
			return false
		}
	}
	surname := 1
	switch {
	case len(r) >= 3 && strings.Contains(doubleSurnames, " "+string(r[:2])+" "):
		surname = 2
	case len(r) > 3 || !strings.ContainsRune(surnames, r[0]):
		return false
	}
	given := r[surname:]
	if len(given) > 2 || strings.Contains(titles, " "+string(given)+" ") || given[0] == '某' || given[0] == '×' || strings.ContainsRune("岁年月日元人户个名的了和与等是在为", given[len(given)-1]) || strings.ContainsRune("的了和与等是在", given[0]) {
		return false
	}
	if strings.Contains(notNames, " "+string(r[:2])+" ") || l.scanner.names[s] {
		return false
	}
	return !strings.Contains(l.words(at.from-4, at.from), "化名") && !strings.Contains(l.words(at.to, at.to+4), "化名")
}

// introduced reports that the glyph follows a word for a person.
func (l *line) introduced(from int) bool {
	before := l.words(from-4, from)
	for _, w := range []string{"学生", "儿童", "患儿", "患者", "孩子", "孤儿", "女儿", "儿子", "受助人", "受助者", "姓名", "名叫", "男孩", "女孩", "同学", "小朋友", "少年", "孙子", "孙女", "弟弟", "妹妹", "哥哥", "姐姐", "受助学生", "的"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// namesByWord asks about names that follow words like 受助人 and 姓名. Longer words come first.
func namesByWord() []string {
	return []string{"受助学生", "受助对象", "受助儿童", "受助老人", "受助人", "受助者", "救助对象", "帮扶对象", "申请人", "联系人", "监护人", "当事人", "姓名", "户主", "患者", "患儿", "名叫", "儿子", "学生"}
}

// named finds names after such a word, with or without a colon.
func (l *line) named() {
	words := namesByWord()
	l.marked(markName, func(i int) {
		for _, w := range words {
			k := i
			for _, r := range w {
				if l.rune(k) != r {
					k = -1
					break
				}
				k++
			}
			if k < 0 {
				continue
			}
			for k < len(l.g) && strings.ContainsRune(" :：是为叫\t", l.g[k].r) {
				k++
			}
			if at, ok := l.nameBeginning(k); ok {
				l.report(Name, Review, at, l.words(at.from, at.to))
			}
			return
		}
	})
	l.marked(markColon, func(i int) {
		k := i - 1
		for l.rune(k) == ' ' {
			k--
		}
		end := k + 1
		for letter(l.rune(k)) {
			k--
		}
		if !strings.Contains(" applicant beneficiary recipient patient guardian householder household child student name ", " "+strings.ToLower(l.words(k+1, end))+" ") {
			return
		}
		text, back := l.window(k-24, i+48)
		for _, m := range nameEN.FindAllStringSubmatchIndex(text, -1) {
			if name := text[m[2]:m[3]]; personEN(name, l.scanner) {
				l.report(Name, Review, span{back[m[2]], back[m[3]]}, name)
			}
		}
	})
}

// pinyin are common surnames in their Latin spellings.
const pinyin = " wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lu ding ren yao shen zhong cui tan fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu hou yin xue yan duan lei long tao gu mao hao gong shao wan qian ouyang wong chan lee cheung lam ng ho "

// chineseEN reports a Latin spelling of a Chinese name: a common surname first or last.
func chineseEN(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	return len(words) >= 2 && (strings.Contains(pinyin, " "+words[0]+" ") || strings.Contains(pinyin, " "+words[len(words)-1]+" "))
}

// personEN reports two or three capitalised words that may be a person and not a place, an office or the start of a
// sentence.
func personEN(name string, s *Scanner) bool {
	if s.names[name] {
		return false
	}
	for w := range strings.FieldsSeq(name) {
		if strings.Contains(" The A An In On At For From Of And Or With Children Child Students Student People Families Family Older Every Each All Any Some No Public Charity Foundation Federation County City District Province Bureau Department Office Fujian Fuzhou Xiamen Putian Sanming Quanzhou Zhangzhou Nanping Longyan Ningde China Chinese Civil Affairs Aid Project Fund Programme Program School Primary Middle Village Town Centre Center Law Article Where When If Since Those Two Three Four Five Between Under Over About More Most Less Only Also Boys Girls Residents Persons Minors Orphans ", " "+w+" ") {
			return false
		}
	}
	return true
}
