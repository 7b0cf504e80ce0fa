using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Views.Designs;
using Ledger.Phone;

namespace Ledger.Cli.Commands.Phones;

/// <summary>What every command of the phone takes and shows.</summary>
internal static class PhoneOptions
{
    internal static Option<string?> Folder { get; } = new("--phone")
    {
        Description = "The phone's folder. [env: LEDGER_PHONE]",
        HelpName = "DIR",
    };

    internal static Option<string?> PinFile { get; } = new("--phone-pin-file")
    {
        Description = "A file that holds the phone's PIN; asked for otherwise. [env: LEDGER_PHONE_PIN_FILE]",
        HelpName = "FILE",
    };

    internal static string FolderOf(Invocation invocation) => invocation.Value(Folder) ?? invocation.Context.Variable("LEDGER_PHONE")
        ?? throw CliException.Usage(
            "Which phone? Give its folder with --phone DIR, or set LEDGER_PHONE.",
            "哪部手机？请用 --phone 指定其目录，或设置 LEDGER_PHONE。");

    internal static string PinOf(Invocation invocation) =>
        new KeyOpener(invocation.Context)
            .Pin(invocation.Value(PinFile) ?? invocation.Context.Variable("LEDGER_PHONE_PIN_FILE"), "The phone's PIN:");

    internal static string NewPinOf(Invocation invocation) =>
        new KeyOpener(invocation.Context)
            .NewPin(invocation.Value(PinFile) ?? invocation.Context.Variable("LEDGER_PHONE_PIN_FILE"), "The phone's new PIN:");

    /// <summary>ORIGIN=USCC.</summary>
    /// <exception cref="CliException">It is not.</exception>
    internal static TrustedOrigin OriginOf(string text) => text.Split('=') is [var origin, var uscc]
        ? new TrustedOrigin(origin, uscc)
        : throw CliException.Usage(
            $"{text} is not ORIGIN=USCC, such as https://ggzy.zhuhai.gov.cn=12440400MB2D000001.",
            $"{text} 不是“网址=统一社会信用代码”的形式，例如 https://ggzy.zhuhai.gov.cn=12440400MB2D000001。");

    internal static PhoneClient Open(Invocation invocation) => new(invocation.OpenReader(), PhoneVault.Open(FolderOf(invocation)));

    internal static void Show(Invocation invocation, PhoneSession session, IReadOnlyList<PhoneItem> items)
    {
        var document = new Document
        {
            ["rehearsal"] = invocation.Genesis.IsRehearsal,
            ["act"] = Datum.Word(session.Act),
            ["title"] = session.Title,
            ["origin"] = session.Origin,
            ["centre"] = session.CentreName,
            ["centre_uscc"] = session.CentreUscc,
            ["section"] = session.SectionCode,
            ["expires_at"] = Datum.Time(session.ExpiresAt),
            ["leaves"] = Datum.List(session.LeftOrigins),
            ["seal"] = session.Seal is { } seal ? $"{seal.Name} ({seal.Id})" : null,
            ["items"] = Datum.List(items.Select(item => new Document
            {
                ["title"] = item.Title,
                ["digest"] = item.Digest,
                ["bytes"] = item.Bytes,
                ["checked_here"] = item.Content is not null,
            })),
        };
        invocation.Report.Show(document, screen =>
        {
            Footer.Rehearsal(screen, invocation.Genesis.IsRehearsal);
            TextView.Write(screen, screen.Say("the page asks you to", "网页请您"), document);
            foreach (var origin in session.LeftOrigins)
            {
                screen.Line(screen.Say(
                    $"! The session of {origin} that was scanned before is left unanswered; scan its QR again to go on with it. Mind " +
                    $"whose number you type: a wrong one ends the session.",
                    $"! 先前扫描的 {origin} 会话尚未答复；重新扫描其二维码可继续。请核对所输数字属于哪个页面：输错一次，会话即告结束。"));
            }
        });
    }
}
