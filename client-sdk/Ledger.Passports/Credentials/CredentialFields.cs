using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ledger.Protocol.V1;
using Ledger.Schema.Credential;

namespace Ledger.Passports.Credentials;

/// <summary>
/// The fields of a credential that an issuer commits to, each by itself, for each kind of record the same whatever the record has: so their
/// number says nothing. Values are text as in JSON everywhere here: money in fen, times by RFC 3339 with the offset of Beijing, ids in
/// hexadecimal digits; empty where the record has none.
/// </summary>
public static class CredentialFields
{
    /// <summary>Longest value of a field.</summary>
    public const int ValueCharsMax = 2048;

    private const int FirstFactField = 9;
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private static readonly string[] Common = ["document_digest", "document_no", "effective_from", "effective_until", "region"];

    // Persons stand on the chain as commitments alone; their issuer commits to these too, and the chain never has them in clear.
    private static readonly Dictionary<CredentialKind, string[]> Personal = new()
    {
        [CredentialKind.Registration] = ["representative_name"],
        [CredentialKind.Performance] = ["manager_name"],
        [CredentialKind.Person] = ["person_identity", "person_name"],
    };

    /// <summary>The names of a kind's fields, ascending; none where the kind is none.</summary>
    public static IReadOnlyList<string> NamesOf(CredentialKind kind) => FactOf(kind) is not { } fact
        ? []
        : [.. Common.Concat(Shown(fact).Select(field => field.Name)).Concat(PersonalOf(kind)).Order(StringComparer.Ordinal)];

    /// <summary>The names of a kind's fields that say who a person is; the record on the chain has none of them.</summary>
    public static IReadOnlyList<string> PersonalOf(CredentialKind kind) => Personal.GetValueOrDefault(kind) ?? [];

    /// <summary>The values of a record's fields, those about persons left out.</summary>
    public static IReadOnlyDictionary<string, string> ValuesOf(RecordCredential recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Common)
        {
            values[name] = TextOf(RecordCredential.Descriptor.FindFieldByName(name), recorded);
        }

        if (RecordCredential.Descriptor.FindFieldByNumber((int)recorded.FactCase) is { MessageType: { } fact } field)
        {
            foreach (var one in Shown(fact))
            {
                values[one.Name] = TextOf(one, (IMessage)field.Accessor.GetValue(recorded));
            }
        }

        return values;
    }

    /// <summary>Every field of a record with its value, ascending by name.</summary>
    /// <param name="recorded">The record.</param>
    /// <param name="persons">Values of the fields about persons, by name; those left out are empty.</param>
    /// <exception cref="InvalidDataException">A name is not one of the kind's fields about persons, or a value is too long.</exception>
    public static IReadOnlyDictionary<string, string> AllOf(RecordCredential recorded, IReadOnlyDictionary<string, string> persons)
    {
        ArgumentNullException.ThrowIfNull(persons);
        var values = new SortedDictionary<string, string>((IDictionary<string, string>)ValuesOf(recorded), StringComparer.Ordinal);
        var known = PersonalOf(CredentialRules.KindOf(recorded));
        foreach (var (name, value) in persons)
        {
            if (!known.Contains(name) || value is null || value.Length > ValueCharsMax)
            {
                throw new InvalidDataException(
                    $"{name} is no field about a person of such a record, or longer than {ValueCharsMax} characters; there are: " +
                    $"{(known.Count == 0 ? "none" : string.Join(", ", known))}.");
            }
        }

        foreach (var name in known)
        {
            values[name] = persons.GetValueOrDefault(name, string.Empty);
        }

        return values;
    }

    private static MessageDescriptor? FactOf(CredentialKind kind) => kind is CredentialKind.Unspecified || !Enum.IsDefined(kind)
        ? null
        : RecordCredential.Descriptor.FindFieldByNumber((int)kind + FirstFactField).MessageType;

    private static IEnumerable<FieldDescriptor> Shown(MessageDescriptor fact) =>
        fact.Fields.InDeclarationOrder().Where(field => !field.Name.EndsWith("_commitment", StringComparison.Ordinal));

    private static string TextOf(FieldDescriptor field, IMessage message) => field.Accessor.GetValue(message) switch
    {
        IEnumerable<ByteString> ids => string.Join(';', ids.Select(Hex)),
        ByteString bytes => Hex(bytes),
        0L when !IsMoney(field) => string.Empty,
        long number when !IsMoney(field) => Moment(number),
        Enum word => word.ToString(),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsMoney(FieldDescriptor field) => field.Name.EndsWith("_fen", StringComparison.Ordinal);

    private static string Hex(ByteString bytes) => Convert.ToHexStringLower(bytes.Span);

    private static string Moment(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs).ToOffset(Beijing)
        .ToString(timeMs % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
