namespace Grpc.Core;

/// <summary>A channel's connection as the client sees it.</summary>
public enum ConnectivityState
{
    Idle = 0,
    Connecting = 1,
    Ready = 2,
    TransientFailure = 3,
    Shutdown = 4,
}
