using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Palveluohjaus.Testing;

/// <summary>
/// Passes connections on to a server until it is cut: what is behind it is then as dead to the server as a machine that lost its power, and the server to it as one that
/// was stopped. It can be mended.
/// </summary>
public sealed class NetworkCable : IDisposable
{
    private readonly (string Host, int Port) _server;
    private ConcurrentBag<TcpClient> _ends = [];
    private CancellationTokenSource _cut = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);

    public NetworkCable(string host, int port)
    {
        _server = (host, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(_listener, _ends, _cut.Token);
    }

    public int Port { get; }

    public void Cut()
    {
        _cut.Cancel();
        _listener.Stop();
        foreach (var end in _ends)
            end.Dispose();
    }

    /// <summary>After a cut: lets connections through again, at the same port.</summary>
    public void Mend()
    {
        _cut.Dispose();
        (_cut, _ends, _listener) = (new CancellationTokenSource(), [], new TcpListener(IPAddress.Loopback, Port));
        _listener.Start();
        _ = AcceptAsync(_listener, _ends, _cut.Token);
    }

    public void Dispose()
    {
        Cut();
        _cut.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener, ConcurrentBag<TcpClient> ends, CancellationToken cut)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(cut);
                var far = new TcpClient();
                ends.Add(near);
                ends.Add(far);
                await far.ConnectAsync(_server.Host, _server.Port, cut);
                _ = PassOnAsync(near, far);
                _ = PassOnAsync(far, near);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }

    private static async Task PassOnAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Close();
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Either side hung up, or it was cut.
        }
    }
}
