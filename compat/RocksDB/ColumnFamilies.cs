using System.Collections;

namespace RocksDbSharp;

public class ColumnFamilies : IEnumerable<ColumnFamilies.Descriptor>
{
    public static readonly string DefaultName = "default";

    private readonly List<Descriptor> _descriptors = [];

    public ColumnFamilies(ColumnFamilyOptions? options = null) => _descriptors.Add(new Descriptor(DefaultName, options ?? new ColumnFamilyOptions()));

    public IEnumerable<string> Names => _descriptors.Select(descriptor => descriptor.Name);

    public IEnumerable<IntPtr> OptionHandles => _descriptors.Select(descriptor => descriptor.Options.Handle);

    public void Add(Descriptor descriptor)
    {
        if (descriptor.Name == DefaultName)
        {
            _descriptors[0] = descriptor;
        }
        else
        {
            _descriptors.Add(descriptor);
        }
    }

    public void Add(string name, ColumnFamilyOptions options) => Add(new Descriptor(name, options));

    public IEnumerator<Descriptor> GetEnumerator() => _descriptors.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public class Descriptor
    {
        public Descriptor(string name, ColumnFamilyOptions options)
        {
            Name = name;
            Options = options;
        }

        public string Name { get; }

        public ColumnFamilyOptions Options { get; }
    }
}
