using System.Reflection;
using System.Runtime.Loader;
using Palveluohjaus.Segmentation.Training;

namespace Palveluohjaus.Host.Plugins;

/// <summary>A plug-in's own assemblies and native libraries, found by its deps.json, apart from the host's.</summary>
internal sealed class PluginLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private static readonly string? Shared = typeof(ISegmentTrainerPlugin).Assembly.GetName().Name;

    private readonly AssemblyDependencyResolver _resolver = new(path);

    // The seam is the host's even when a copy lies beside the plug-in: a second copy would make ISegmentTrainer another type.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name != Shared && _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } found ? LoadUnmanagedDllFromPath(found) : 0;
}
