# What cluster-02 may see of this cluster.
Kind = "exported-services"
Name = "default"
Services = [
  {
    Name      = "web"
    Consumers = [{ Peer = "cluster-02" }]
  },
]
