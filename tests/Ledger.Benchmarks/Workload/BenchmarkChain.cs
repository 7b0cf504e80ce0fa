using System.Globalization;
using System.Text;
using Google.Protobuf;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Seeds;

namespace Ledger.Benchmarks;

/// <summary>
/// The genesis of a benchmark: the test consortium, and as many more guarantors as there are to be signers, each with its certificate.
/// </summary>
internal sealed class BenchmarkChain
{
    private const ulong Seed = 11;

    private BenchmarkChain(ConsortiumSeed consortium, GenesisFile genesis, IReadOnlyList<Participant> signers)
    {
        Consortium = consortium;
        Genesis = genesis;
        Signers = signers;
    }

    /// <summary>The validators and their keys.</summary>
    internal ConsortiumSeed Consortium { get; }

    internal GenesisFile Genesis { get; }

    /// <summary>The guarantors that sign the workload.</summary>
    internal IReadOnlyList<Participant> Signers { get; }

    internal static BenchmarkChain Create(CryptoSuite suite, int signers, DateTimeOffset start)
    {
        var consortium = ConsortiumSeed.Create(Seed, suite, start);
        var participants = new Participant[signers];
        Parallel.For(0, signers, i => participants[i] = consortium.Authorities[1].Certify(CodeOf(i), $"基准测试保函机构{i}"));
        var content = consortium.Genesis.Content.Clone();
        foreach (var participant in participants)
        {
            content.Members.Add(
                new Member
                {
                    Uscc = participant.Uscc,
                    Name = participant.Name,
                    Region = "440400",
                    Roles = { Role.Guarantor },
                    Active = true,
                });
            content.Certificates.Add(ByteString.CopyFrom(participant.Certificate.Der.Span));
        }

        var genesis = GenesisFile.Parse(Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(content)));
        return new BenchmarkChain(consortium, genesis, participants);
    }

    /// <summary>What the genesis of another chain takes over so that the signers can sign there, as JSON of ledger.v1.Genesis.</summary>
    internal string MoreOfGenesis()
    {
        var codes = Signers.Select(signer => signer.Uscc).ToHashSet(StringComparer.Ordinal);
        var more = new Protocol.V1.Genesis
        {
            CertificateAnchors = { ByteString.CopyFrom(Consortium.Authorities[1].Root.Der.Span) },
            Members = { Genesis.Content.Members.Where(member => codes.Contains(member.Uscc)) },
            Certificates = { Signers.Select(signer => ByteString.CopyFrom(signer.Certificate.Der.Span)) },
        };
        return JsonFormatter.Default.Format(more);
    }

    /// <summary>The same signers on the chain of another genesis.</summary>
    internal BenchmarkChain On(GenesisFile genesis) => new(Consortium, genesis, Signers);

    private static string CodeOf(int index)
    {
        var first17 = "91440400Y" + index.ToString("D8", CultureInfo.InvariantCulture);
        return first17 + UnifiedSocialCreditCode.CheckCharacter(first17);
    }
}
