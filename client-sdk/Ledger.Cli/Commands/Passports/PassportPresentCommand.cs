using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Client.Passports;
using Ledger.Passports;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Passports;

internal sealed class PassportPresentCommand : CliCommand
{
    private static readonly Option<string> Credential = File("--credential", "Your file of the credential, from its issuer.");
    private static readonly Option<string> Out = File("--out", "Where the passport is written: give it to whoever asked.");
    private static readonly Option<ulong> At = new("--at")
    {
        Description = "The checkpoint: a final height that the node keeps; the newest otherwise.",
        HelpName = "HEIGHT",
    };
    private static readonly Option<bool> WithGenesis = new("--with-genesis")
    {
        Description = "Put the genesis file in, for readers who know only its hash.",
    };

    internal PassportPresentCommand(CliContext context)
        : base(
            "present",
            "Show the fields of your credential that a request asks for, and no others: says to whom, and signs with your key. Written " +
            "only where it verifies; nothing goes to the chain.",
            "ledger passport present --credential credential.json --request request.json --out answer.ldgp --key bidder.key")
    {
        foreach (var option in (ReadOnlySpan<Option>)[Credential, PassportVerifyCommand.AnsweredRequest, Out, At, WithGenesis])
        {
            Add(option);
        }

        DoesForGood(context, PresentAsync);
    }

    private static async Task<int> PresentAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = PassportVerifyCommand.ReadRequest(invocation) ?? throw CliException.Usage(
            "There is nothing to answer: give the request with --request.", "没有要答复的请求：请用 --request 指定。");
        var file = MessageFile.Read<CredentialFile>(invocation.Value(Credential), invocation.Context);
        var shown = MessageDocuments.Of(request);
        var act = new FinalStep(
            shown, screen => TextView.Write(screen, screen.Say("This would be shown", "将出示以下内容"), shown),
            ("Sign and write it?", "确认签署并写出？"), ("Nothing was shown to anyone.", "未出示。"));
        if (!Confirmation.Ask(invocation, act))
        {
            return Confirmation.CodeOfUndone(invocation);
        }

        var signer = await invocation.FindSignerAsync(cancellationToken);
        var options = new PassportOptions { Height = invocation.Value(At), WithGenesis = invocation.Value(WithGenesis) };
        var passport = await BuildAsync(invocation, file, request, signer, options, cancellationToken);
        var bytes = PassportFile.Encode(passport);
        var report = new PassportVerifier(PassportTrust.Of(invocation.Genesis)).Verify(bytes, request);
        if (report.IsValid)
        {
            EncodedFile.WriteNew(invocation.Value(Out), bytes);
        }

        return PassportVerdict.Show(invocation, invocation.Value(Out), bytes.Length, report);
    }

    private static async Task<Passport> BuildAsync(
        Invocation invocation,
        CredentialFile file,
        PassportRequest request,
        Ledger.Client.ClientSigner signer,
        PassportOptions options,
        CancellationToken cancellationToken)
    {
        try
        {
            var builder = new PassportBuilder(invocation.OpenReader());
            return await builder.BuildCredentialAsync(file, request, signer, options, cancellationToken)
                ?? throw CliException.NotFound(
                    "The chain holds no commitments to this record at that height: ask its issuer.",
                    "该高度的链上没有对此记录的字段承诺：请联系出具机构。");
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage(e.Message, $"无法出示：{e.Message}");
        }
    }

    private static Option<string> File(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE", Required = true };
}
