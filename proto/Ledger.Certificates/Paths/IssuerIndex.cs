using Ledger.Certificates.Names;

namespace Ledger.Certificates.Paths;

/// <summary>Certificates by the name of their subject, each once, in the order given.</summary>
internal sealed class IssuerIndex
{
    private readonly Dictionary<string, List<Certificate>> _bySubject = new(StringComparer.Ordinal);

    internal IssuerIndex(IEnumerable<Certificate> certificates)
    {
        var known = new HashSet<ReadOnlyMemory<byte>>(ByteComparer.Instance);
        foreach (var certificate in certificates)
        {
            if (!known.Add(certificate.Der))
            {
                continue;
            }

            var name = certificate.Subject.Comparable.Text;
            if (!_bySubject.TryGetValue(name, out var same))
            {
                _bySubject[name] = same = [];
            }

            same.Add(certificate);
        }
    }

    internal IReadOnlyList<Certificate> Find(DistinguishedName subject) => _bySubject.GetValueOrDefault(subject.Comparable.Text) ?? [];
}
