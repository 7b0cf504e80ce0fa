using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Which authorities of a CA no longer count, and since when: kept beside the status, so that a transaction's signer is judged by one
/// read, without walking the path again. An authority ends when all of its certificates have: each by a vote that left it out, by a
/// revocation, or with every authority of the CA that may stand above it.
/// </summary>
internal static class EndedIssuers
{
    private const long Never = long.MaxValue;

    /// <summary>Since when an authority no longer counts; <see cref="long.MaxValue"/> while it does.</summary>
    internal static long SinceOf(AuthorityStanding standing, ReadOnlySpan<byte> issuerId)
    {
        foreach (var ended in standing.Ended)
        {
            if (ended.IssuerId.Span.SequenceEqual(issuerId))
            {
                return ended.Since;
            }
        }

        return Never;
    }

    /// <summary>Works them out anew after the CA's certificates or revocations changed.</summary>
    internal static void Refresh(CertificateAuthority authority, IStateWriter state, IHasher hasher)
    {
        var members = authority.Certificates.Select(certificate => new Node(certificate, AuthorityRecords.Parse(certificate), hasher))
            .ToList();
        foreach (var node in members)
        {
            node.Parents = node.IsAnchor
                ? []
                : members.FindAll(other => other != node && other.Certificate.Subject.Equals(node.Certificate.Issuer));
            node.Since = Math.Min(node.Since, RevokedSince(node, state, hasher));
        }

        // An end passes down by one level a round; no path is longer than there are certificates.
        for (var round = 0; round < members.Count; round++)
        {
            foreach (var node in members.Where(node => node.Parents.Count > 0))
            {
                node.Since = Math.Min(node.Since, node.Parents.Max(parent => parent.Since));
            }
        }

        var standing = AuthorityRecords.Standing(authority.CaId, state);
        standing.Ended.Clear();
        standing.Ended.AddRange(members.GroupBy(node => node.IssuerId)
            .Select(nodes => new EndedIssuer { IssuerId = ByteString.CopyFrom(nodes.Key.ToArray()), Since = nodes.Max(node => node.Since) })
            .Where(ended => ended.Since != Never)
            .OrderBy(ended => new Digest(ended.IssuerId.Span)));
        CaTrustTables.Standings.Write(state, CaTrustTables.Standings.Key(authority.CaId), standing);
    }

    /// <summary>Revoked by any of the authorities above it.</summary>
    private static long RevokedSince(Node node, IStateReader state, IHasher hasher)
    {
        var since = Never;
        foreach (var parent in node.Parents)
        {
            var key = CaTrustTables.RevocationKey(parent.IssuerId, node.Certificate.SerialNumber.Span, hasher);
            since = Math.Min(since, CaTrustTables.Revocations.Read(state, key)?.Since ?? Never);
        }

        return since;
    }

    private sealed class Node(AuthorityCertificate record, Certificate certificate, IHasher hasher)
    {
        internal Certificate Certificate { get; } = certificate;

        internal Digest IssuerId { get; } = CaTrustTables.IssuerId(certificate, hasher);

        internal bool IsAnchor { get; } = record.Anchor;

        internal List<Node> Parents { get; set; } = [];

        internal long Since { get; set; } = record.TrustedUntil == 0 ? Never : record.TrustedUntil;
    }
}
