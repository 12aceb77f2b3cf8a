# machine: hd7870-radeon
# policy: inside
# A card on another driver is listed and never written to.
card=0000:01:00.0
is unmanaged state $card
has 'radeon' rmcpctl list
exits 1 rmcpctl apply $card
has 'radeon' rmcpctl apply $card
exits 0 rmcpctl apply
