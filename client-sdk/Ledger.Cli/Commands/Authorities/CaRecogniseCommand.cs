using System.CommandLine;
using Google.Protobuf;
using Ledger.Certificates.Profiles;
using Ledger.Cli.Commands.Proposals;
using Ledger.Client.CaTrust;
using Ledger.Client.Membership;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Commands.Authorities;

/// <summary>
/// A CA counts after three votes, each of which needs the one before it. The command says where they stand, and puts the next one up.
/// </summary>
internal sealed class CaRecogniseCommand : CliCommand
{
    private const string WholeCountry = "000000";

    private static readonly Argument<string> CaId = new("CA") { Description = "The CA's id on the trust list: 1 to 32 of a-z, 0-9 and -." };
    private static readonly Option<string?> AuthorityName = new("--name") { Description = "For its entry: its name.", HelpName = "TEXT" };
    private static readonly Option<string?> Uscc = new("--uscc") { Description = "For its entry: its 统一社会信用代码.", HelpName = "USCC" };
    private static readonly Option<string?> Product = new("--product")
    {
        Description = "For its entry: its product or certificate policy.",
        HelpName = "TEXT",
    };
    private static readonly Option<string> Profile = new Option<string>("--profile")
    {
        Description = "For its entry: how its certificates name their subjects.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "gb-t-20518",
    }.AcceptOnlyFromAmong([.. CaProfiles.All.Select(profile => profile.Name)]);

    private static readonly Option<string[]> Anchors = new("--anchor")
    {
        Description = "For its entry: files of its anchors, PEM or DER.",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> Intermediates = new("--intermediate")
    {
        Description = "For its entry: files of the authorities below them.",
        HelpName = "FILE",
    };
    private static readonly Option<string[]> CrlUrls = new("--crl-url")
    {
        Description = "For its entry: where its revocation lists are.",
        HelpName = "URL",
    };
    private static readonly Option<string[]> Licences = new("--licence")
    {
        Description = $"For its entry: a licence as KIND,NUMBER,FROM,UNTIL, UNTIL being its last instant; once for each. KIND is one of " +
            $"{ChoiceReader.ChoicesOf(typeof(LicenceKind))}.",
        HelpName = "TEXT",
    };
    private static readonly Option<bool> GovernmentLicence = new("--government-licence")
    {
        Description = "For its acceptance: certificates of public bodies count only while the CA holds its licence for government " +
            "certification.",
    };
    private static readonly Option<string> Place = new("--place")
    {
        Description = "For its acceptance: a centre's code, or a region of six digits.",
        HelpName = "CODE",
        DefaultValueFactory = _ => WholeCountry,
    };
    private static readonly Option<string[]> Usages = new("--usages")
    {
        Description = $"For its acceptance: for what. Some of {ChoiceReader.ChoicesOf(typeof(AcceptedUsage))}; all of them otherwise.",
        HelpName = "NAME,…",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string?> Source = new("--source")
    {
        Description = "For its acceptance: the document that says so.",
        HelpName = "TEXT",
    };

    internal CaRecogniseCommand(CliContext context)
        : base(
            "recognise",
            "Recognise a CA: three votes, its entry, its status, and its acceptance. Says which of them is missing, and puts the next " +
            "one to the vote. Without --key it only says.",
            "ledger ca recognise gdca --name 数安时代 --uscc 91440400MA4UWX0R6T --product 企业证书 --anchor gdca-root.crt --key zhuhai.key")
    {
        Add(CaId);
        foreach (var option in (Option[])
            [AuthorityName, Uscc, Product, Profile, Anchors, Intermediates, CrlUrls, Licences, Place, Usages, GovernmentLicence, Source,
                ProposalSending.Days])
        {
            Add(option);
        }

        DoesForGood(context, RecogniseAsync);
    }

    private static async Task<int> RecogniseAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var (caId, place) = (invocation.Value(CaId), TypedText.Plain(invocation.Value(Place)));
        var steps = await AuthorityRecognition.ReadAsync(invocation.OpenReader(), caId, place, cancellationToken);
        var next = steps.FirstOrDefault(step => step.State != RecognitionState.InForce);
        if (next is null or { Open: not null } || invocation.KeyPath is null)
        {
            invocation.Report.Show(
                next is null ? ("recognised", "已认可") : ("not yet recognised", "尚未认可"),
                new Document
                {
                    ["ca"] = caId,
                    ["place"] = place,
                    ["votes"] = Datum.List(steps.Select(Of)),
                    ["next"] = invocation.Report.Screen.Say(Next(next, caId)),
                });
            return ExitCode.Done;
        }

        var change = new ProposeChange { Trust = Change(invocation, next.Vote, caId, place) };
        var shown = new Document { ["vote"] = Word(next.Vote), ["votes"] = Datum.List(steps.Select(Of)) };
        return await ProposalSending.SendAsync(invocation, change, cancellationToken, shown);
    }

    private static TrustChange Change(Invocation invocation, RecognitionVote vote, string caId, string place) => vote switch
    {
        RecognitionVote.Entry => new TrustChange { PutAuthority = Entry(invocation, caId) },
        RecognitionVote.Status => new TrustChange
        {
            SetStatus = new SetAuthorityStatus { CaId = caId, Status = AuthorityStatus.Active, Reason = "对接完成" },
        },
        _ => new TrustChange
        {
            SetAcceptance = new SetAcceptance
            {
                CaId = caId,
                Place = place,
                Usages = { UsagesOf(invocation) },
                Source = Needed(invocation, Source),
                GovernmentLicence = invocation.Value(GovernmentLicence),
            },
        },
    };

    private static PutCertificateAuthority Entry(Invocation invocation, string caId)
    {
        var entry = new PutCertificateAuthority
        {
            CaId = caId,
            Name = Needed(invocation, AuthorityName),
            Uscc = TypedText.Plain(Needed(invocation, Uscc)),
            Product = Needed(invocation, Product),
            Profile = invocation.Value(Profile),
            CrlUrls = { invocation.Value(CrlUrls) },
            Licences = { invocation.Value(Licences).Select(LicenceOf) },
        };
        foreach (var (files, isAnchor) in new[] { (invocation.Value(Anchors), true), (invocation.Value(Intermediates), false) })
        {
            entry.Certificates.AddRange(files.SelectMany(file => CertificateFileReader.Read(file).Certificates)
                .Select(der => new AuthorityCertificate { Der = ByteString.CopyFrom(der.Span), Anchor = isAnchor }));
        }

        return entry.Certificates.Any(certificate => certificate.Anchor)
            ? entry
            : throw CliException.Usage(
                $"The entry of {caId} needs an anchor: give its root certificate with {Anchors.Name} FILE.",
                $"{caId} 的登记需要信任锚：请用 {Anchors.Name} 指定其根证书。");
    }

    private static AuthorityLicence LicenceOf(string text)
    {
        var parts = TypedText.Plain(text).Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 4
            ? new AuthorityLicence
            {
                Kind = ChoiceReader.One<LicenceKind>(parts[0], Licences.Name),
                Number = parts[1],
                ValidFrom = TimeReader.Read(parts[2], Licences.Name),
                ValidUntil = TimeReader.Read(parts[3], Licences.Name),
            }
            : throw CliException.Usage(
                $"{Licences.Name} {text} is not of the form KIND,NUMBER,FROM,UNTIL.",
                $"{Licences.Name} {text} 应写作：种类,编号,起始时间,截止时间。");
    }

    private static IEnumerable<AcceptedUsage> UsagesOf(Invocation invocation) => invocation.Value(Usages) is { Length: > 0 } given
        ? ChoiceReader.Many(typeof(AcceptedUsage), given, Usages.Name).Cast<AcceptedUsage>()
        : [AcceptedUsage.Login, AcceptedUsage.Sign, AcceptedUsage.Seal, AcceptedUsage.Encrypt];

    private static string Needed(Invocation invocation, Option<string?> option) => invocation.Value(option) is { Length: > 0 } given
        ? given
        : throw CliException.Usage($"This vote needs {option.Name}: {option.Description}", $"此项表决需要 {option.Name}。");

    private static Document Of(RecognitionStep step) => new()
    {
        ["vote"] = Word(step.Vote),
        ["state"] = Datum.Word(step.State),
        ["proposal"] = step.Open is { } open ? Datum.NextId(open.Proposal.Proposed.ProposalId.Span) : null,
        ["votes_for"] = step.Open?.VotesFor,
        ["votes_needed"] = step.Open?.VotesNeeded,
        ["waits_for"] = step.Open is { } waiting ? Datum.List(waiting.Waiting.Select(member => $"{member.Name} {member.Uscc}")) : null,
    };

    private static Datum? Word(RecognitionVote vote) => Datum.Word(vote);

    private static (string English, string Chinese) Next(RecognitionStep? next, string caId) => next switch
    {
        null => ("Certificates of this CA may be registered.", "该认证机构签发的证书可以登记。"),
        { Open: { } open } => Both("Members vote: ", "请成员表决：", $"ledger proposal vote {Id(open)} --approve"),
        _ => Both("Put the vote up, as a member with votes: ", "请有表决权的成员发起表决：", $"ledger ca recognise {caId} --key FILE"),
    };

    private static (string English, string Chinese) Both(string english, string chinese, string command) =>
        (english + command, chinese + command);

    private static string Id(ProposalStanding open) => Convert.ToHexStringLower(open.Proposal.Proposed.ProposalId.Span);
}
