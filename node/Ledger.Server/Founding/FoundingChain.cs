using System.Text;
using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Certificates.Extensions;
using Ledger.Certificates.Names;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Crypto.Keys;
using Ledger.Protocol;
using Ledger.Protocol.Mail;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Terminal;

namespace Ledger.Server.Founding;

/// <summary>A new chain: its genesis, and the keys that were made for it. They are gone when it is disposed of.</summary>
internal sealed class FoundingChain : IDisposable
{
    private const long DayMs = 24L * 60 * 60 * 1000;
    private const int AuthorityDays = 20 * 365;
    private const int CertificateDays = 5 * 365;
    private const int DistinguishedNameCharsMax = 64; // RFC 5280 Appendix A.1, ub-organization-name

    // 72 KiB: a revocation list of 64 KiB and what stands around it. 96 KiB: what etcd takes in one value without a pause (ADR 0032).
    private static readonly ChainLimits Limits = new()
    {
        TransactionBytesMax = 72 * 1024,
        BatchBytesMax = 96 * 1024,
        CallsMax = 256,
        NotAfterMsMax = DayMs,
    };

    private readonly List<KeyPair> _keys = [];
    private readonly MembersFile _file;
    private readonly long _timeMs;
    private CertificateIssuer? _issuer;

    /// <summary>Makes keys, certificates and genesis.</summary>
    /// <exception cref="CliException">The genesis would contradict itself; the message lists everything that is wrong.</exception>
    internal FoundingChain(MembersFile file, DateTimeOffset now)
    {
        (_file, _timeMs) = (file, file.TimeMs ?? (now.ToUnixTimeMilliseconds() / 1000 * 1000));
        if (file.Members.Any(member => member.Certificate is null))
        {
            MakeAuthority();
        }

        Members = [.. file.Members.Select(Found)];
        Genesis = Write();
    }

    /// <summary>The authority that certified members without a certificate of their own; null where each has one.</summary>
    internal (KeyPair Key, Certificate Certificate)? Authority { get; private set; }

    /// <summary>The members with their keys, in the file's order.</summary>
    internal IReadOnlyList<FoundedMember> Members { get; }

    /// <summary>The genesis file.</summary>
    internal GenesisFile Genesis { get; }

    private SignatureAlgorithm Algorithm => MailboxAddress.AlgorithmOf(_file.Suite);

    public void Dispose() => _keys.ForEach(key => key.Dispose());

    private KeyPair NewKey()
    {
        var key = KeyPair.Generate(Algorithm);
        _keys.Add(key);
        return key;
    }

    private void MakeAuthority()
    {
        var key = NewKey();
        _issuer = new CertificateIssuer(NameOf(_file.Name, "Ledger founding authority"), key.CreateSigner());
        Authority = (key, _issuer.IssueRoot(SerialNumber.New(), _timeMs - DayMs, _timeMs + (AuthorityDays * DayMs)));
    }

    private FoundedMember Found(FoundingMember member)
    {
        var (voting, receipts) = member.Keys is null ? (NewKey(), NewKey()) : (null, null);
        var signing = member.Certificate is null ? NewKey() : null;
        var certificate = member.Certificate ?? _issuer!.Issue(new CertificateTemplate
        {
            Subject = NameOf(member.Entry.Name, member.Entry.Name),
            PublicKey = signing!.PublicKey,
            SerialNumber = SerialNumber.New(),
            NotBeforeMs = _timeMs - DayMs,
            NotAfterMs = _timeMs + (CertificateDays * DayMs),
            KeyUsage = KeyUsages.Signing,
            OrganizationCode = member.Entry.Uscc,
        });
        return new FoundedMember(
            member, voting, receipts, signing, certificate, member.Keys?.Voting ?? voting!.PublicKey,
            member.Keys?.Receipts ?? receipts!.PublicKey);
    }

    private GenesisFile Write()
    {
        var genesis = _file.More.Clone();
        genesis.Name = _file.Name;
        genesis.Suite = (uint)_file.Suite;
        genesis.Time = _timeMs;
        genesis.RuleVersion = 1;
        genesis.Rehearsal = _file.IsRehearsal;
        genesis.Limits ??= Limits;
        genesis.Members.AddRange(Members.Select(member => member.From.Entry));
        genesis.Certificates.AddRange(Members.Select(member => UnsafeByteOperations.UnsafeWrap(member.Certificate.Der)));
        if (Authority is { } authority)
        {
            genesis.CertificateAnchors.Add(UnsafeByteOperations.UnsafeWrap(authority.Certificate.Der));
        }

        var hasher = Hashers.For(_file.Suite);
        genesis.Validators = new ValidatorSet();
        genesis.Validators.Validators.AddRange(
            Members.Select(member => ValidatorOf(member, hasher)).OrderBy(validator => new Digest(validator.Id.Span)));
        genesis.ReceiptKeys.AddRange(Members.Select(member => new GenesisReceiptKey
        {
            Validator = UnsafeByteOperations.UnsafeWrap(ValidatorRoster.IdOf(hasher, member.Voting).ToArray()),
            Key = new ReceiptKey
            {
                Algorithm = (uint)member.Receipts.Algorithm,
                PublicKey = ByteString.CopyFrom(member.Receipts.Encoded),
            },
        }));
        var text = new JsonFormatter(JsonFormatter.Settings.Default.WithIndentation()).Format(genesis).ReplaceLineEndings("\n") + "\n";
        try
        {
            var file = GenesisFile.Parse(Encoding.UTF8.GetBytes(text));
            GenesisState.Build(file);
            return file;
        }
        catch (InvalidDataException e)
        {
            throw CliException.Usage($"No chain can begin with this members file. {e.Message}", $"此成员文件不能作为链的起点。{e.Message}");
        }
    }

    private static Validator ValidatorOf(FoundedMember member, IHasher hasher) => new()
    {
        Id = UnsafeByteOperations.UnsafeWrap(ValidatorRoster.IdOf(hasher, member.Voting).ToArray()),
        Algorithm = (uint)member.Voting.Algorithm,
        PublicKey = ByteString.CopyFrom(member.Voting.Encoded),
        Power = member.From.Power,
        Name = member.From.Node,
        MemberUscc = member.From.Entry.Uscc,
    };

    private static DistinguishedName NameOf(string organization, string commonName) => DistinguishedName.Create(
        new DistinguishedNameAttribute(DistinguishedName.CountryOid, "CN"),
        new DistinguishedNameAttribute(DistinguishedName.OrganizationOid, Cut(organization)),
        new DistinguishedNameAttribute(DistinguishedName.CommonNameOid, Cut(commonName)));

    private static string Cut(string text) => text.Length <= DistinguishedNameCharsMax ? text
        : text[..(DistinguishedNameCharsMax - (char.IsHighSurrogate(text[DistinguishedNameCharsMax - 1]) ? 1 : 0))];
}

/// <summary>A founding member with what was made for it.</summary>
/// <param name="From">What the members file says.</param>
/// <param name="VotingKey">The key that votes; null where it was made at home.</param>
/// <param name="ReceiptsKey">The key of its receipts; null where it was made at home.</param>
/// <param name="SigningKey">The member's own key; null where it has a certificate of its authority's.</param>
/// <param name="Certificate">The member's certificate.</param>
/// <param name="Voting">The public half of the key that votes.</param>
/// <param name="Receipts">The public half of the key of its receipts.</param>
internal sealed record FoundedMember(
    FoundingMember From, KeyPair? VotingKey, KeyPair? ReceiptsKey, KeyPair? SigningKey, Certificate Certificate, PublicKey Voting,
    PublicKey Receipts);
