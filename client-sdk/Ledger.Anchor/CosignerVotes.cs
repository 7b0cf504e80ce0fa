using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Protocol;

namespace Ledger.Anchor;

/// <summary>A co-signer's newest votes, as it gives them out: a file of JSON that anybody may read (docs/spec/anchor.md).</summary>
/// <param name="ChainId">The ledger.</param>
/// <param name="Address">Whose they are.</param>
/// <param name="Votes">Ascending by height, no height twice.</param>
public sealed record CosignerVotes(Digest ChainId, EvmAddress Address, IReadOnlyList<CosignerVote> Votes)
{
    /// <summary>Most bytes of a file.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Most votes of a file: older ones give way.</summary>
    public const int VotesMax = 64;

    private const int Version = 1;
    private const int DepthMax = 4;
    private static readonly string[] FileNames = ["version", "chain_id", "address", "votes"];
    private static readonly string[] VoteNames = ["height", "block_hash", "next", "r", "vs"];

    /// <summary>With one more vote, which takes the place of one of the same height.</summary>
    public CosignerVotes With(CosignerVote vote)
    {
        ArgumentNullException.ThrowIfNull(vote);
        var all = Votes.Where(one => one.Height != vote.Height).Append(vote).OrderBy(one => one.Height).ToList();
        return this with { Votes = all[Math.Max(0, all.Count - VotesMax)..] };
    }

    /// <summary>The file.</summary>
    public byte[] Encode() => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["version"] = Version,
        ["chain_id"] = ChainId.ToString(),
        ["address"] = Address.ToString(),
        ["votes"] = new JsonArray([.. Votes.Select(vote => new JsonObject
        {
            ["height"] = vote.Height.ToString(CultureInfo.InvariantCulture),
            ["block_hash"] = vote.BlockHash.ToString(),
            ["next"] = vote.Next.ToString(),
            ["r"] = vote.R.ToString(),
            ["vs"] = vote.Vs.ToString(),
        })]),
    });

    /// <summary>Reads a file; null where it is none. Nothing of it is verified: <see cref="CosignerVote.SignerOn"/> does.</summary>
    public static CosignerVotes? TryRead(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BytesMax)
        {
            return null;
        }

        try
        {
            using var file = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = DepthMax, AllowDuplicateProperties = false });
            return Has(file.RootElement, FileNames) && file.RootElement.GetProperty("version").TryGetInt32(out var version) &&
                version == Version && DigestOf(file.RootElement, "chain_id") is { } chain &&
                EvmAddress.TryParse(TextOf(file.RootElement, "address"), out var address) &&
                VotesOf(file.RootElement.GetProperty("votes")) is { } votes
                    ? new CosignerVotes(chain, address, votes)
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static List<CosignerVote>? VotesOf(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > VotesMax)
        {
            return null;
        }

        var votes = new List<CosignerVote>();
        foreach (var one in list.EnumerateArray())
        {
            if (!Has(one, VoteNames) ||
                !ulong.TryParse(TextOf(one, "height"), NumberStyles.None, CultureInfo.InvariantCulture, out var height) ||
                (votes.Count > 0 && votes[^1].Height >= height) || DigestOf(one, "block_hash") is not { } hash ||
                DigestOf(one, "next") is not { } next || DigestOf(one, "r") is not { } r || DigestOf(one, "vs") is not { } vs)
            {
                return null;
            }

            votes.Add(new CosignerVote(height, hash, next, r, vs));
        }

        return votes;
    }

    private static bool Has(JsonElement element, string[] names) =>
        element.ValueKind == JsonValueKind.Object && element.EnumerateObject().Select(one => one.Name).ToHashSet().SetEquals(names);

    private static string? TextOf(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static Digest? DigestOf(JsonElement element, string name) =>
        TextOf(element, name) is { } text && Digest.TryParse(text, out var digest) ? digest : null;
}
