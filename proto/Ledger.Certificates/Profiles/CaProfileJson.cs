using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Certificates.Profiles;

/// <summary>Reads a profile's file; what it does not know is an error, so that a misspelt rule does not pass for a missing one.</summary>
internal static class CaProfileJson
{
    internal static CaProfile Read(ReadOnlySpan<byte> json)
    {
        var file = JsonSerializer.Deserialize(json, CaProfileJsonContext.Default.CaProfileFile)
            ?? throw new JsonException("A CA profile is empty.");
        foreach (var rule in file.Identity)
        {
            if ((rule.Extension is null) == (rule.Subject is null))
            {
                throw new JsonException($"CA profile {file.Name}: an identity rule names either an extension or a subject attribute.");
            }
        }

        return new CaProfile
        {
            Name = file.Name,
            Description = file.Description,
            Source = file.Source,
            RawSignatures = file.RawSignatures,
            InnerContentTypeMismatch = file.InnerContentTypeMismatch,
            Authorities = file.Authorities,
            Identity = file.Identity,
        };
    }
}

/// <summary>The file's shape.</summary>
internal sealed record CaProfileFile(
    string Name,
    string Description,
    string Source,
    AuthorityPattern[] Authorities,
    IdentityRule[] Identity,
    bool RawSignatures = false,
    bool InnerContentTypeMismatch = false);

/// <summary>Reads without reflection.</summary>
[JsonSerializable(typeof(CaProfileFile))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
internal sealed partial class CaProfileJsonContext : JsonSerializerContext;
