using Google.Protobuf.Reflection;

namespace Grpc.Reflection;

/// <summary>Proto files by name, and by the full names of what they declare.</summary>
public class SymbolRegistry
{
    private readonly Dictionary<string, FileDescriptor> _filesByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _filesBySymbol = new(StringComparer.Ordinal);

    private SymbolRegistry()
    {
    }

    public static SymbolRegistry FromFiles(IEnumerable<FileDescriptor> fileDescriptors)
    {
        ArgumentNullException.ThrowIfNull(fileDescriptors);
        var registry = new SymbolRegistry();
        foreach (var file in fileDescriptors)
        {
            registry.Add(file);
        }

        return registry;
    }

    public FileDescriptor? FileByName(string filename) => _filesByName.GetValueOrDefault(filename);

    public FileDescriptor? FileContainingSymbol(string symbol) => _filesBySymbol.GetValueOrDefault(symbol);

    private void Add(FileDescriptor file)
    {
        if (!_filesByName.TryAdd(file.Name, file))
        {
            return;
        }

        foreach (var dependency in file.Dependencies)
        {
            Add(dependency);
        }

        foreach (var message in file.MessageTypes)
        {
            Add(message);
        }

        foreach (var type in file.EnumTypes)
        {
            _filesBySymbol[type.FullName] = file;
        }

        foreach (var service in file.Services)
        {
            _filesBySymbol[service.FullName] = file;
            foreach (var method in service.Methods)
            {
                _filesBySymbol[method.FullName] = file;
            }
        }
    }

    private void Add(MessageDescriptor message)
    {
        _filesBySymbol[message.FullName] = message.File;
        foreach (var nested in message.NestedTypes)
        {
            Add(nested);
        }

        foreach (var type in message.EnumTypes)
        {
            _filesBySymbol[type.FullName] = message.File;
        }
    }
}
