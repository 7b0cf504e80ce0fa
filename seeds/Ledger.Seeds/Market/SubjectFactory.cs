namespace Ledger.Seeds;

/// <summary>Invents companies and public bodies: no name and no code twice.</summary>
internal sealed class SubjectFactory(ulong seed)
{
    private static readonly string[] Places = ["珠海市", "珠海横琴", "广东", "广州市", "中山市", "江门市", "佛山市", "深圳市", "东莞市", "湖南", "江西", "广西"];

    private static readonly string[] PlaceCodes =
    [
        "440402", "440400", "440000", "440100", "442000", "440700", "440600", "440300", "441900", "430000", "360000",
        "450000",
    ];

    private static readonly string[] First =
    [
        "华", "恒", "鼎", "宏", "瑞", "远", "盛", "嘉", "永", "中", "博", "立", "信", "海", "金", "泰", "安", "德", "天", "昌",
    ];

    private static readonly string[] Second =
    [
        "屹", "垣", "筑", "岳", "澜", "渊", "晟", "辰", "禹", "城", "衡", "川", "屏", "翊", "桥", "朗", "峻", "烨", "岱", "沅",
    ];

    private static readonly string[] BuilderKinds = ["建设工程有限公司", "建筑工程有限公司", "市政工程有限公司", "路桥工程有限公司", "水利水电工程有限公司", "建设集团有限公司", "园林建设有限公司"];

    private static readonly string[] SupplierKinds = ["科技有限公司", "信息技术有限公司", "医疗器械有限公司", "办公设备有限公司", "环境科技有限公司", "物业管理有限公司"];

    private static readonly string[] Districts = ["香洲区", "斗门区", "金湾区", "高新技术产业开发区", "横琴新区", "万山海洋开发试验区", "高栏港经济区", "鹤洲新区"];

    private static readonly string[] TendererKinds =
    [
        "住房和城乡建设事务中心", "公路事务中心", "水务工程建设中心", "城市更新服务中心", "政府投资工程建设中心", "教育设施建设中心",
        "医疗卫生项目中心", "园林绿化服务中心", "交通建设投资有限公司", "城市建设投资有限公司", "水务投资有限公司", "产业园区开发有限公司",
        "轨道交通建设服务中心", "保障性住房建设中心", "海洋事务中心",
    ];

    private readonly SeededRandom _random = new(seed, "subjects");
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    internal MarketSubject Builder() => Company(BuilderKinds);

    internal MarketSubject Supplier() => Company(SupplierKinds);

    internal MarketSubject Tenderer()
    {
        var name = Unused(() => $"珠海{_random.Pick(Districts)}{_random.Pick(TendererKinds)}");
        var prefix = name.EndsWith("有限公司", StringComparison.Ordinal) ? "91" : "12";
        return new MarketSubject(Code($"{prefix}{_random.Pick<string>(["440402", "440403", "440404"])}"), name);
    }

    private MarketSubject Company(string[] kinds)
    {
        // Half of the bidders are of the city itself.
        var place = _random.Chance(50) ? _random.Below(2) : _random.Below(Places.Length);
        var name = Unused(() => $"{Places[place]}{_random.Pick(First)}{_random.Pick(Second)}{_random.Pick(kinds)}");
        return new MarketSubject(Code($"91{PlaceCodes[place]}"), name);
    }

    private string Code(string prefix) => Unused(() => InventedCodes.Create(prefix, _random));

    private string Unused(Func<string> draw)
    {
        string drawn;
        do
        {
            drawn = draw();
        }
        while (!_taken.Add(drawn));

        return drawn;
    }
}
