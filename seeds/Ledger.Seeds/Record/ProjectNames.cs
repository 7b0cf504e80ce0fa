namespace Ledger.Seeds;

/// <summary>Invented names of projects.</summary>
internal static class ProjectNames
{
    private static readonly string[] Places =
    [
        "香洲", "斗门", "金湾", "横琴", "唐家湾", "南屏", "前山", "拱北", "平沙", "三灶", "白蕉", "井岸", "乾务", "红旗", "淇澳", "高栏",
    ];

    internal static string Draw(string tradeClass, SeededRandom random)
    {
        string[] works = tradeClass switch
        {
            "A01" => ["中学教学楼新建工程", "社区服务中心工程", "保障性住房工程", "医院住院楼扩建工程", "产业园厂房工程", "文体中心工程"],
            "A02" => ["市政道路提升工程", "雨污分流改造工程", "污水管网完善工程", "公园绿化工程", "综合管廊工程"],
            "A03" => ["公路路面大修工程", "桥梁加固工程", "快速路节点工程", "农村公路建设工程"],
            "A07" => ["河涌综合整治工程", "海堤达标加固工程", "泵站重建工程", "水库除险加固工程"],
            "D" => ["信息化平台采购项目", "医疗设备采购项目", "物业服务采购项目", "办公设备采购项目", "环卫车辆采购项目"],
            _ => ["机电安装工程", "装修改造工程", "边坡治理工程", "照明节能改造工程"],
        };
        return $"珠海{random.Pick(Places)}{random.Pick(works)}";
    }
}
