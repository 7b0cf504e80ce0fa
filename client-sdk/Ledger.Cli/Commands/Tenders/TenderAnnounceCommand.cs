using Google.Protobuf;
using Ledger.Cli.Commands.Calls;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>Announces a section, with an opening key that is made for it and for nothing else.</summary>
internal sealed class TenderAnnounceCommand : CallCommand<AnnounceSection>
{
    internal TenderAnnounceCommand(CliContext context, string example, CallField section, params CallField[] fields)
        : base(
            context,
            "announce",
            "Announce a section with its bond; refused with the article where a cap, a period or a form is unlawful. The section's " +
            "opening key is made here, for it alone.",
            example,
            call => new Call { Tender = new TenderCall { AnnounceSection = call } },
            section,
            fields)
    {
        Add(OpeningKeyOptions.Folder);
        Add(OpeningKeyOptions.Pin);
    }

    /// <summary>Puts an opening key of its own into the announcement; where the key's file is.</summary>
    internal static string MakeOpeningKey(Invocation invocation, AnnounceSection call)
    {
        var (key, path) = OpeningKeyOptions.Make(invocation, call.SectionCode);
        call.OpeningKey = ByteString.CopyFrom(key.Encoded);
        call.KeyHolder = KeyHolder.Centre;
        return path;
    }

    private protected override void Complete(Invocation invocation, AnnounceSection call, Document shown) =>
        shown["opening_key_file"] = MakeOpeningKey(invocation, call);
}
