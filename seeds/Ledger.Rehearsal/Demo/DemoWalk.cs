using Ledger.Terminal;

namespace Ledger.Rehearsal.Demo;

/// <summary>The first walk: commands as they are printed, each of which works against the running consortium in a POSIX shell.</summary>
/// <param name="Folder">Where <see cref="DemoFolder"/> wrote what they need.</param>
/// <param name="Members">The folder of the test members' keys.</param>
/// <param name="Section">What is tendered.</param>
internal sealed record DemoWalk(string Folder, string Members, DemoSection Section)
{
    private const string Origin = "https://ggzy.zhuhai.gov.cn";

    /// <summary>Steps, each with a title and its commands.</summary>
    internal IReadOnlyList<((string English, string Chinese) Title, string[] Commands)> Steps =>
    [
        (("The rehearsal's settings, keys and PINs", "演练环境：设置、密钥与口令"), [$". {Folder}/settings"]),
        (("The centre registers tenderer and bidder, and announces a section", "交易中心登记招标人与投标人，公告标段"),
        [
            $"ledger tx submit {Folder}/enrol.json --key {Centre}",
            $"ledger tender project {Section.TenderProject} --project-code {Section.Project} --name 产权转让演示项目 --tenderer-uscc " +
            $"{Section.Tenderer} "
                + $"--region 440400 --trade-class C --key {Centre}",
            $"ledger tender announce {Section.Code} --tender-project-code {Section.TenderProject} --name 演示标段 "
                + $"--estimated-price-fen 400000000 --bond-fen 8000000 --bid-validity-days 30 --opening-time " +
                    $"{Moments.Rfc3339(Section.OpeningTime)} "
                + $"--notice-digest file:{Folder}/tender.txt --accepts-cash true --accepted-forms Bank Insurance --key {Centre}",
            $"ledger tender show {Section.Code}",
        ]),
        (("The bidder logs in at the centre's page by phone", "投标人用手机扫码登录"),
        [
            $"ledger phone init --key {Bidder} --certificate {Folder}/bidder.crt --trust {Origin}={Section.Centre}",
            $"ledger scan open --act login --origin {Origin} --title 登录 --key {Centre} --session {Folder}/login --no-wait --json > " +
            $"{Folder}/login.json",
            $"ledger phone scan {Field("qr", "login")}",
            $"ledger phone confirm {Field("number", "login")}",
            $"ledger scan watch {Folder}/login",
        ]),
        (("The bidder applies for a guarantee; the bank approves and issues it, sealed", "投标人申请保函；银行审核并开立密文保函"),
        [
            $"ledger desk init {Folder}/account.json --form bank --nature independent --batch-size 4 --surrenders 1 --key {Bank}",
            $"ledger desk card publish --key {Bank}",
            $"ledger order apply {Folder}/applicant.json --guarantor {Section.Bank} --section {Section.Code} "
                + $"--tender-document {Folder}/tender.txt --key {Bidder} --json > {Folder}/order.json",
            $"ledger desk receive --key {Bank}",
            $"ledger desk list --key {Bank}",
            $"ledger desk approve {Field("order", "order")} --premium-fen 20000 --document {Folder}/tender.txt --key {Bank}",
            $"ledger order receive --key {Bidder}",
            $"ledger order pay {Field("order", "order")} --from 6222000012345678 --key {Bidder}",
            $"ledger order sign {Field("order", "order")} --contract {Folder}/tender.txt --key {Bidder}",
            $"ledger desk issue --key {Bank}",
            $"ledger order receive --key {Bidder}",
            $"ledger order show {Field("order", "order")} --key {Bidder}",
        ]),
        (("At the opening time the centre opens the section: the guarantee is revealed", "到开标时间，交易中心开标，保函随之揭示"),
        [
            $"until ledger tender open {Section.Code} --bidder {string.Join(' ', Section.Bidders)} --key {Centre}; "
                + "do [ $? -eq 1 ] || break; sleep 5; done",
            $"ledger tender bonds {Section.Code}",
            $"ledger guarantee list --section {Section.Code} --json > {Folder}/revealed.json",
        ]),
        (("Anybody takes the guarantee's PDF, and verifies it with no node", "任何人取得保函PDF，无需节点即可验证"),
        [
            $"ledger passport export --guarantee {Field("id", "revealed")} --out {Folder}/guarantee.ldgp --pdf {Folder}/guarantee.pdf",
            $"ledger passport verify {Folder}/guarantee.pdf",
        ]),
    ];

    private string Centre => $"{Members}/zhuhai.key";

    private string Bank => $"{Members}/bank-1.key";

    private string Bidder => $"{Folder}/bidder.key";

    // What a command answered before, by a tool that every system has.
    private string Field(string name, string file) =>
        $"\"$(sed -n 's/.*\"{name}\": *\"\\([^\"]*\\)\".*/\\1/p' {Folder}/{file}.json | head -n 1)\"";
}
