using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Previews;
using Ledger.Client.CaTrust;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaProposeCommand : CliCommand
{
    private const int DaysMax = 30;

    private static readonly Argument<string> File = new("FILE")
    {
        Description = "The JSON form of ledger.v1.TrustChange: putAuthority, setStatus, setAcceptance, putFloor or putFreshness.",
    };
    private static readonly Option<string[]> Anchor = new("--anchor")
    {
        Description = "For putAuthority: files of anchors, PEM or DER.",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> Intermediate = new("--intermediate")
    {
        Description = "For putAuthority: files of the authorities below them.",
        HelpName = "FILE",
    };
    private static readonly Option<int> Days = new("--days")
    {
        Description = "For how many days votes count, 1 to 29.",
        DefaultValueFactory = _ => 7,
        HelpName = "DAYS",
    };

    internal CaProposeCommand(CliContext context)
        : base(
            "propose",
            "Put a change of the trust list to the vote, as a member with votes.",
            "ledger ca propose suspend.json --days 3 --key regulator.key")
    {
        Add(File);
        Add(Anchor);
        Add(Intermediate);
        Add(Days);
        DoesForGood(context, async (invocation, cancellationToken) =>
        {
            var days = invocation.Value(Days);
            var change = Read(invocation);
            if (days is < 1 or >= DaysMax)
            {
                throw CliException.Usage($"--days {days} is not 1 to {DaysMax - 1}.");
            }

            var client = await invocation.OpenSignerAsync(cancellationToken);
            var now = (await client.GetStatusAsync(cancellationToken)).BlockTime;
            var call = TrustCalls.Propose(change, now + (long)TimeSpan.FromDays(days).TotalMilliseconds, out var proposalId);
            if (await FinalAct.SendAsync(invocation, client, [call], cancellationToken) is not { } result)
            {
                return FinalAct.CodeOfUnsent(invocation);
            }

            var document = Documents.Of(result);
            document["proposal"] = result.IsDone ? Datum.NextId(proposalId) : null; // a refused one has no id to vote on
            return Outcome.Show(invocation, ("proposal", "提案"), result, document);
        });
    }

    private static TrustChange Read(Invocation invocation)
    {
        var json = EncodedFile.ReadText(invocation.Value(File), invocation.Context);
        try
        {
            var change = JsonParser.Default.Parse<TrustChange>(json);
            AddCertificates(change, invocation.Value(Anchor), isAnchor: true);
            AddCertificates(change, invocation.Value(Intermediate), isAnchor: false);
            return change.ChangeCase == TrustChange.ChangeOneofCase.None
                ? throw CliException.Usage("The file names no change of the trust list.")
                : change;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
        {
            throw CliException.Usage($"The file is not the JSON form of ledger.v1.TrustChange: {e.Message}");
        }
    }

    private static void AddCertificates(TrustChange change, string[] files, bool isAnchor)
    {
        foreach (var file in files)
        {
            if (change.PutAuthority is not { } entry)
            {
                throw CliException.Usage("Certificates belong to a change putAuthority.");
            }

            entry.Certificates.AddRange(CertificateFileReader.Read(file).Certificates
                .Select(der => new AuthorityCertificate { Der = ByteString.CopyFrom(der.Span), Anchor = isAnchor }));
        }
    }
}
