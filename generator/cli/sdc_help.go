package cli

// sdcHelp is the manual of the spec.
func (a *app) sdcHelp() string { return a.say(sdcManualZH, sdcManualEN) }

const sdcManualZH = `决定一个表格里哪些格子要遮盖，使小数（或被少数人占去大半的数额）推不出来；并从读者的角度
算出每个被遮盖的格子还能推到多窄。只在不公开的一侧使用：输入、结果和证明都含有真实的数。

结果每格一行：各维度的代码、value、status（u 公布，p 按规则遮盖，s 连带遮盖）、low 和 high
（读者能推出的范围；high 为空表示没有上限）、proof（certified：有两张整数表证明；real：只在
实数意义下够宽；risky：不安全）。退出状态：0 安全，3 有格子不安全或输入有错，2 命令行写错。

四个格子的例子，IN.csv：

  county,people
  甲,4
  乙,30
  丙,50

SPEC.yaml：

  value: people
  width: 5
  rules:
    min_count: 10
  dimensions:
    - column: county
      total: 全市

甲（4）小于 10，要遮盖；合计 84 照常公布，所以还要遮盖一格，否则 84−30−50=4。结果：

  county,value,status,low,high,proof
  甲,4,p,1,33,certified
  乙,30,s,1,33,
  丙,50,u,50,50,
  全市,84,u,84,84,

说明文件的各项（除 dimensions 外都可以不写）：

  kind            frequency（人数，默认）或 magnitude（数额）
  value           人数或数额所在的列；频数表不写时每行算 1
  dimensions      维度，每个有：
    column          最细代码的列；格子为空表示合计
    columns         同一行里较粗代码的列，如 [city, province]；可以互不嵌套，如 [union, region]
    parents         代码的上级：{甲: 一区, 乙: 一区, 一区: 全市}
    groups          可以交叉的分组：- code: 北部 / of: [甲, 乙]
    total           合计的代码（默认 Total）；none 表示没有合计
  totals          computed（默认：数据只有最细的行）或 given（数据里已有合计行；没有的格子不公布）
  tables          一起公布的表，如 [[county, age], [county, sex]]；不写则公布全部维度的交叉表
  zeros           shown（频数表默认：0 照常公布，遮盖的至少是 1）、hidden（0 也可以遮盖）、
                  sensitive（0 也要遮盖）
  lower           读者知道被遮盖的格子至少是多少：0、1 或 none；lower_column 按行给出
  width           遮盖的格子至少要留多宽（频数表默认 5）
  rules           min_count: 10；p_percent: 10；dominance: {n: 2, k: 90}；
                  group_disclosure: {column: outcome, least: 3}；
                  room_percent：数额离真值至少百分之几（默认同 p_percent，再默认 10）
  contributors    数额是谁贡献的：holder（每行一个贡献，这一列是贡献者；可有 weight），
                  或 count、largest、second（格子的贡献者数和最大的两个贡献）
  frozen          已经公布、不能遮盖的格子：- {county: 乙}；frozen_column 按行给出
  keep            尽量公布的格子
  primary         另外要遮盖的格子；primary_column 按行给出
  relations       另外的等式：- total: {...} / of: [{...}, {...}]
  known_totals    读者从别处知道的合计：- value: 60 / of: [{...}, {...}]

格子写成“列名: 代码”，不写的维度取合计。--pattern 的文件要有各维度的列和 status（u、p、s）。`

const sdcManualEN = `Decides which cells of a table to hide so that no small count, and no amount that is mostly one or two
contributors', can be worked out; and computes, as a reader would, how closely each hidden cell can still
be known. For the private side only: input, result and proofs hold true numbers.

The result has one row per cell: its codes, value, status (u published, p hidden by rule, s hidden with
it), low and high (what a reader can deduce; an empty high means no limit), proof (certified: two tables of
whole numbers show it; real: wide enough in real numbers only; risky: not safe). Exit status: 0 safe,
3 some cell is not safe or the input is wrong, 2 the command line is wrong.

An example of four cells, IN.csv:

  county,people
  a,4
  b,30
  c,50

SPEC.yaml:

  value: people
  width: 5
  rules:
    min_count: 10
  dimensions:
    - column: county
      total: all

a (4) is below 10 and is hidden. The total 84 is shown, so one more cell has to be hidden, or else
84−30−50=4. The result:

  county,value,status,low,high,proof
  a,4,p,1,33,certified
  b,30,s,1,33,
  c,50,u,50,50,
  all,84,u,84,84,

The keys of a spec (all may be left out but dimensions):

  kind            frequency (counts; the default) or magnitude (amounts)
  value           column with the count or amount; a frequency table without it counts rows
  dimensions      each has
    column          the column with the finest codes; an empty field is the total
    columns         columns with coarser codes of the same row, like [city, province]; they need not
                    nest, like [union, region]
    parents         the code above each code: {a: north, b: north, north: country}
    groups          groups that may overlap: - code: coast / of: [a, b]
    total           code of the total (default Total); none for none
  totals          computed (default: rows are the finest cells) or given (the data has rows for totals;
                  a cell without a row is not published)
  tables          what is published together, like [[county, age], [county, sex]]; without it, the
                  full crossing of all dimensions
  zeros           shown (default for counts: zeros are printed, so what is hidden is at least 1),
                  hidden (zeros may be hidden), sensitive (zeros must be hidden)
  lower           what a reader knows a hidden cell to be at least: 0, 1 or none; lower_column by row
  width           how wide a hidden cell must stay (default for counts: 5)
  rules           min_count: 10; p_percent: 10; dominance: {n: 2, k: 90};
                  group_disclosure: {column: outcome, least: 3};
                  room_percent: how far from the truth amounts are kept (default: p_percent, else 10)
  contributors    whose amounts they are: holder (one row per contribution, this column names the
                  contributor; weight may be added), or count, largest, second (the number of
                  contributors of a cell and its two largest contributions)
  frozen          cells that are out already and cannot be hidden: - {county: b}; frozen_column by row
  keep            cells to be shown if at all possible
  primary         further cells to be hidden; primary_column by row
  relations       further sums: - total: {...} / of: [{...}, {...}]
  known_totals    sums that readers know from elsewhere: - value: 60 / of: [{...}, {...}]

A cell is written as column: code; a dimension left out stands at its total. The file of --pattern has the
columns of the dimensions and status (u, p or s).`
