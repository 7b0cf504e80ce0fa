using System.CommandLine;
using Ledger.Audit.Archive;
using Ledger.Protocol;

namespace Ledger.Cli.Commands.Audits;

/// <summary>What a timeline, or evidence, is about.</summary>
internal sealed class TimelineOptions
{
    private const int GuaranteeIdBytes = 16;
    private readonly Option<string?> _section = New("--section", "About this section.", "CODE");
    private readonly Option<string?> _subject =
        New("--subject", "About this market subject: what names it, and what it signed.", "USCC");
    private readonly Option<string?> _guarantee = New("--guarantee", "About this guarantee, once it is revealed.", "ID");
    private readonly Option<string?> _certificate =
        New("--certificate", "About this certificate: what names it, and what it signed.", "ID");

    private Option<string?>[] All => [_section, _subject, _guarantee, _certificate];

    internal void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Add(option);
        }
    }

    /// <summary>The option that was given, and its value.</summary>
    internal (string Kind, string Value) Given(Invocation invocation)
    {
        var given = All.Single(option => invocation.Value(option) is not null);
        return (given.Name.TrimStart('-'), TypedText.Plain(invocation.Value(given)!));
    }

    internal Timeline TimelineOf(Invocation invocation)
    {
        if (All.Count(option => invocation.Value(option) is not null) != 1)
        {
            throw CliException.Usage(
                "About what? Give one of --section, --subject, --guarantee and --certificate.",
                "查询对象？请给出 --section、--subject、--guarantee、--certificate 之一。");
        }

        var genesis = invocation.Genesis;
        return invocation.Value(_section) is { } section ? Timeline.OfSection(genesis, TypedText.Plain(section))
            : invocation.Value(_subject) is { } subject ? Timeline.OfSubject(genesis, TypedText.Plain(subject))
            : invocation.Value(_guarantee) is { } guarantee
                ? Timeline.OfGuarantee(genesis, HexArgument.Read(guarantee, GuaranteeIdBytes, "A guarantee's id"))
            : Timeline.OfCertificate(
                genesis, new Digest(HexArgument.Read(invocation.Value(_certificate)!, Digest.Bytes, "A certificate's id")));
    }

    private static Option<string?> New(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };
}
