using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Passports;

internal sealed class PassportRequestCommand : CliCommand
{
    private static readonly Option<CredentialKind> Kind = TypedOption.Choice<CredentialKind>(
        "--kind", "Which kind of record.", "NAME");

    private static readonly Option<string> Fields = new("--fields")
    {
        Description = "The fields to be shown, parted by commas; those of the kind are named where one is not.",
        HelpName = "NAME,…",
        Required = true,
    };
    private static readonly Option<string> Audience = new("--audience")
    {
        Description = "Who asks, as the subject will read it: your name, code or address.",
        HelpName = "TEXT",
        Required = true,
    };
    private static readonly Option<string?> Section = new("--section")
    {
        Description = "标段(包)编号 that it is for; a passport for it answers for no other.",
        HelpName = "CODE",
    };
    private static readonly Option<long?> AsOf = TypedOption.MaybeTime(
        "--as-of", "When the record must be in force, for example the deadline; now where it is not given. No older state is taken.");

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Where the request is written: send it to the subject, and keep it to verify the answer.",
        HelpName = "FILE",
        Required = true,
    };

    internal PassportRequestCommand(CliContext context)
        : base(
            "request",
            "Ask a subject to show some fields of a credential: a file with a nonce, for one answer. Nothing goes to a node.",
            "ledger passport request --kind Qualification --fields type_code,level_code --audience 珠海市公共资源交易中心 " +
            "--section E3500000001001043001001 --out request.json")
    {
        foreach (var option in (ReadOnlySpan<Option>)[Kind, Fields, Audience, Section, AsOf, Out])
        {
            Add(option);
        }

        Does(context, (invocation, _) => Task.FromResult(Write(invocation)));
    }

    private static int Write(Invocation invocation)
    {
        var request = PassportRequests.Make(
            invocation.Genesis.ChainId,
            invocation.Value(Audience),
            TypedText.Plain(invocation.Value(Section) ?? string.Empty),
            invocation.Value(Kind),
            NamesIn(invocation.Value(Fields)),
            invocation.Value(AsOf) ?? invocation.Now);
        if (PassportRequests.Check(invocation.Genesis.ChainId, request) is { Length: > 0 } fault)
        {
            throw CliException.Usage($"It cannot be asked so: {fault}.", $"请求有误：{fault}。");
        }

        var path = invocation.Value(Out);
        MessageFile.WriteNew(path, request);
        var document = MessageDocuments.Of(request);
        document["file"] = path;
        invocation.Report.Show(("request", "请求"), document);
        return ExitCode.Done;
    }

    /// <summary>Names parted by commas or spaces.</summary>
    internal static string[] NamesIn(string text) =>
        TypedText.Plain(text).Split([',', '、', ' '], StringSplitOptions.RemoveEmptyEntries);
}
