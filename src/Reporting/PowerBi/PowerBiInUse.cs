namespace Palveluohjaus.Reporting.PowerBi;

/// <summary>Power BI as the county has it; off unless it is configured, and then there is nothing here that could make a request.</summary>
public sealed class PowerBiInUse : IDisposable
{
    private readonly PowerBiConnection? _connection;

    private PowerBiInUse(PowerBiSettings? settings, TimeProvider clock)
    {
        Settings = settings;
        if (settings is null)
            return;
        _connection = new PowerBiConnection(settings, clock);
        Client = new PowerBiClient(_connection, settings.WorkspaceId);
        ReaderClient = new PowerBiClient(_connection, settings.WorkspaceId, mostAttempts: 1);
        Pace = new PushPace(clock, wait => _connection.Waits?.Invoke(new PowerBiWait(PowerBiWaitKind.Pace, wait)));
    }

    public static PowerBiInUse Off { get; } = new(settings: null, TimeProvider.System);

    public PowerBiSettings? Settings { get; }

    /// <summary>Null when it is off.</summary>
    internal PowerBiClient? Client { get; }

    /// <summary>The same for somebody who waits at a page; null when it is off.</summary>
    internal PowerBiClient? ReaderClient { get; }

    /// <summary>One for the whole process, for the service counts all that comes from it.</summary>
    internal PushPace? Pace { get; }

    /// <param name="settings">Null when it is not configured.</param>
    /// <param name="clock">What waiting is measured with.</param>
    public static PowerBiInUse Open(PowerBiSettings? settings, TimeProvider clock) => settings is null ? Off : new PowerBiInUse(settings, clock);

    /// <summary>Lets a command that somebody waits for say so. A server has nobody to tell.</summary>
    public void TellWaits(Action<PowerBiWait> tell)
    {
        if (_connection is not null)
            _connection.Waits = tell;
    }

    public void Dispose() => _connection?.Dispose();
}
