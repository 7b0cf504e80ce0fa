using System.CommandLine;
using Google.Protobuf;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Proposals;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Authorities;

internal sealed class CaProposeCommand : CliCommand
{
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
    internal CaProposeCommand(CliContext context)
        : base(
            "propose",
            "Put a change of the trust list to the vote, as a member with votes.",
            "ledger ca propose suspend.json --days 3 --key regulator.key")
    {
        Add(File);
        Add(Anchor);
        Add(Intermediate);
        Add(ProposalSending.Days);
        DoesForGood(
            context,
            (invocation, cancellationToken) =>
                ProposalSending.SendAsync(invocation, new ProposeChange { Trust = Read(invocation) }, cancellationToken));
    }

    private static TrustChange Read(Invocation invocation)
    {
        var change = MessageFile.Read<TrustChange>(invocation.Value(File), invocation.Context);
        AddCertificates(change, invocation.Value(Anchor), isAnchor: true);
        AddCertificates(change, invocation.Value(Intermediate), isAnchor: false);
        return change.ChangeCase == TrustChange.ChangeOneofCase.None
            ? throw CliException.Usage(
                "The file names no change of the trust list.",
                "文件中没有对信任列表的变更。")
            : change;
    }

    private static void AddCertificates(TrustChange change, string[] files, bool isAnchor)
    {
        foreach (var file in files)
        {
            if (change.PutAuthority is not { } entry)
            {
                throw CliException.Usage(
                    "Certificates belong to a change putAuthority.",
                    "证书只用于 putAuthority 变更。");
            }

            entry.Certificates.AddRange(CertificateFileReader.Read(file).Certificates
                .Select(der => new AuthorityCertificate { Der = ByteString.CopyFrom(der.Span), Anchor = isAnchor }));
        }
    }
}
