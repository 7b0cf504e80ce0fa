using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1Alpha;

namespace Grpc.Reflection;

/// <summary>The standard reflection service over a fixed set of services.</summary>
public class ReflectionServiceImpl : ServerReflection.ServerReflectionBase
{
    private readonly string[] _services;
    private readonly SymbolRegistry _symbols;

    public ReflectionServiceImpl(IEnumerable<string> services, SymbolRegistry symbolRegistry)
    {
        _services = [.. services];
        _symbols = symbolRegistry;
    }

    public ReflectionServiceImpl(IEnumerable<ServiceDescriptor> serviceDescriptors)
        : this([.. serviceDescriptors])
    {
    }

    public ReflectionServiceImpl(params ServiceDescriptor[] serviceDescriptors)
        : this(
            serviceDescriptors.Select(static service => service.FullName),
            SymbolRegistry.FromFiles(serviceDescriptors.Select(static service => service.File)))
    {
    }

    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var response = Answer(request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    private ServerReflectionResponse Answer(ServerReflectionRequest request) => request.MessageRequestCase switch
    {
        ServerReflectionRequest.MessageRequestOneofCase.FileByFilename =>
            FileOrError(_symbols.FileByName(request.FileByFilename), "File not found."),
        ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol =>
            FileOrError(_symbols.FileContainingSymbol(request.FileContainingSymbol), "Symbol not found."),
        ServerReflectionRequest.MessageRequestOneofCase.ListServices => ListServices(),
        _ => Error(StatusCode.Unimplemented, "Request type not supported by C# reflection service."),
    };

    private static ServerReflectionResponse FileOrError(FileDescriptor? file, string whenNone)
    {
        if (file is null)
        {
            return Error(StatusCode.NotFound, whenNone);
        }

        var files = new FileDescriptorResponse();
        AddWithDependencies(file, files, new HashSet<string>(StringComparer.Ordinal));
        return new ServerReflectionResponse { FileDescriptorResponse = files };
    }

    private static void AddWithDependencies(FileDescriptor file, FileDescriptorResponse files, HashSet<string> added)
    {
        if (added.Add(file.Name))
        {
            files.FileDescriptorProto.Add(file.SerializedData);
            foreach (var dependency in file.Dependencies)
            {
                AddWithDependencies(dependency, files, added);
            }
        }
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };

    private ServerReflectionResponse ListServices()
    {
        var list = new ListServiceResponse();
        list.Service.AddRange(_services.Select(static name => new ServiceResponse { Name = name }));
        return new ServerReflectionResponse { ListServicesResponse = list };
    }
}
