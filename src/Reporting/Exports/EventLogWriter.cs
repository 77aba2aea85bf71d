namespace Palveluohjaus.Reporting.Exports;

/// <summary>Writes one format of an event log, case by case. Nothing is kept of a case that was written.</summary>
internal abstract class EventLogWriter : IDisposable
{
    public int Rows { get; protected set; }

    public int TextsChanged { get; protected set; }

    public abstract void Write(ExportedCase exported);

    /// <summary>Writes what stands at the end.</summary>
    public abstract void End();

    public abstract void Dispose();
}
