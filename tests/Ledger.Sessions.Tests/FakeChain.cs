using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Crypto.Hashing;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;

namespace Ledger.Sessions.Tests;

/// <summary>A state with one trading centre and two bidders, whose certificates a test may change.</summary>
internal sealed class FakeChain(ManualClock clock) : ISessionChain, IStateReader
{
    private const string CaId = "test-ca";
    private readonly Dictionary<string, byte[]> _state = new(StringComparer.Ordinal);

    public Digest ChainId { get; } = new([.. Enumerable.Repeat((byte)9, 32)]);

    public IHasher Hasher { get; } = Hashers.For(CryptoSuite.Guomi);

    public long BlockTime => clock.NowMs;

    public IStateReader State => this;

    public byte[]? Get(byte[] key) => _state.GetValueOrDefault(Convert.ToHexString(key));

    /// <summary>The CA of all certificates, active from the beginning on.</summary>
    internal void AddAuthority() => Put(
        CaTrustTables.Standings.Key(CaId),
        new AuthorityStanding { Statuses = { new AuthorityStatusEntry { Status = AuthorityStatus.Active } } });

    internal void AddMember(string uscc, Role role) =>
        Put(MembershipTables.Members.Key(uscc), new Member { Uscc = uscc, Name = uscc, Active = true, Roles = { role } });

    internal void AddCertificate(Party party, Action<CertificateRecord>? change = null)
    {
        var record = new CertificateRecord
        {
            Uscc = party.Uscc,
            Algorithm = (uint)party.Key.Algorithm,
            PublicKey = ByteString.CopyFrom(party.Key.PublicKey.Encoded),
            NotBefore = 0,
            NotAfter = long.MaxValue,
            PathNotAfter = long.MaxValue,
            Kind = CertificateKind.Signing,
            CaId = CaId,
        };
        change?.Invoke(record);
        Put(AccountTables.Certificates.Key(party.CertificateId.ToByteArray()), record);
    }

    private void Put(byte[] key, IMessage record) => _state[Convert.ToHexString(key)] = record.ToByteArray();
}
