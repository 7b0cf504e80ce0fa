using System.CommandLine;
using System.Text;
using Ledger.Cli.Client;
using Ledger.Passports.SdJwt;

namespace Ledger.Cli.Commands.Passports;

internal sealed class PassportSdJwtCommand : CliCommand
{
    private static readonly Option<string> Credential = Needed("--credential", "FILE", "Your SD-JWT VC, from its issuer.");
    private static readonly Option<string> Fields = Needed("--fields", "NAME,…", "The fields to be shown, parted by commas.");
    private static readonly Option<string> Audience = Needed("--audience", "TEXT", "Who asked, exactly as it named itself.");
    private static readonly Option<string> Nonce = Needed("--nonce", "TEXT", "The nonce that it gave.");
    private static readonly Option<string> Out = Needed("--out", "FILE", "Where the presentation is written: give it to whoever asked.");

    internal PassportSdJwtCommand(CliContext context)
        : base(
            "sd-jwt",
            "Show some fields of your SD-JWT VC to somebody who knows no chain, signed with your key for its nonce alone.",
            "ledger passport sd-jwt --credential credential.sd-jwt --fields level_code --audience https://bank.example --nonce n-0S6_Wz " +
            "--out answer.sd-jwt --key bidder.key")
    {
        foreach (var option in (ReadOnlySpan<Option>)[Credential, Fields, Audience, Nonce, Out])
        {
            Add(option);
        }

        DoesForGood(context, PresentAsync);
    }

    private static async Task<int> PresentAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var fields = PassportRequestCommand.NamesIn(invocation.Value(Fields));
        var token = EncodedFile.ReadText(invocation.Value(Credential), invocation.Context).Trim();
        var shown = new Document
        {
            ["audience"] = invocation.Value(Audience),
            ["fields"] = Datum.List(fields.Select(name => new Datum.Text(name))),
        };
        var act = new FinalStep(
            shown, screen => TextView.Write(screen, screen.Say("This would be shown", "将出示以下内容"), shown),
            ("Sign and write it?", "确认签署并写出？"), ("Nothing was shown to anyone.", "未出示。"));
        if (!Confirmation.Ask(invocation, act))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var signer = await invocation.FindSignerAsync(cancellationToken);
        var path = invocation.Value(Out);
        EncodedFile.WriteNew(path, Encoding.ASCII.GetBytes(Make(invocation, token, fields, signer.Key)));
        shown["file"] = path;
        invocation.Report.Show(("shown", "出示"), shown);
        return ExitCode.Done;
    }

    private static string Make(Invocation invocation, string token, IReadOnlyCollection<string> fields, Ledger.Crypto.ISigner key)
    {
        try
        {
            return SdJwtPresentation.Make(
                token, fields, invocation.Value(Audience), invocation.Value(Nonce), invocation.Now, key);
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage(e.Message, $"无法出示：{e.Message}");
        }
    }

    private static Option<string> Needed(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };
}
