using System.CommandLine;
using Ledger.Crypto.Keys;

namespace Ledger.Cli.Commands.Oidc;

internal sealed class OidcKeyCommand : CliCommand
{
    private const int HoursMax = 24 * 30;

    private readonly Option<int> _ahead = new("--ahead")
    {
        Description =
            $"Hours until the new key signs, 0 to {HoursMax}; until then it is announced alone, so that applications know it in time.",
        HelpName = "HOURS",
        DefaultValueFactory = _ => 24,
    };

    internal OidcKeyCommand(CliContext context)
        : base(
            "key",
            "Make the provider's first keys, or one more that signs from a time on. A running provider takes it by itself; the key " +
            "before stays believed for a day.",
            "ledger oidc key oidc.json")
    {
        Add(OidcFile.Argument);
        Add(_ahead);
        Does(context, (invocation, _) =>
        {
            var configuration = OidcFile.Read(invocation);
            if (invocation.Value(_ahead) is var ahead && ahead is < 0 or > HoursMax)
            {
                throw CliException.Usage(
                    $"--ahead is 0 to {HoursMax} hours.", $"--ahead 应为 0 至 {HoursMax} 小时。");
            }

            var folder = OidcFile.KeysOf(configuration);
            var pin = OidcFile.PinOf(invocation);
            if (PinRules.WhyNot(pin) is { } why)
            {
                throw CliException.Usage(why, "口令不可用：至少 6 个字符，不能是同一字符或连续递增、递减的字符；请另取。");
            }

            var now = invocation.Context.Clock.GetUtcNow();
            var before = folder.SigningKeys();
            folder.Create(pin, now);
            if (before.Count > 0)
            {
                folder.Add(pin, now.AddHours(ahead));
            }

            foreach (var key in folder.SigningKeys().Except(before))
            {
                invocation.Report.Show(
                    ("signing key", "签名密钥"),
                    new Document { ["file"] = key.Path, ["signs_from"] = Datum.Time(key.From.ToUnixTimeMilliseconds()) });
            }

            return Task.FromResult(ExitCode.Done);
        });
    }
}
